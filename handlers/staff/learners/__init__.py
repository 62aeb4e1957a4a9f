"""Learners: people of classes who stand on no roster, and the lists by which units send them."""

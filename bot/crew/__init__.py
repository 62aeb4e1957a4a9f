"""The crew: the processes that serve one database together, and who of them does what."""

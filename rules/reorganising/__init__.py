"""Reorganisations: units that merge, split or take another name on one day, and what that makes of people and posts."""

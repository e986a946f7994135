"""Queries on matters and whom they concern."""

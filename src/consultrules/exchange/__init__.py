"""Doors for plain data."""

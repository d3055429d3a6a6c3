"""Audits: many records at once."""

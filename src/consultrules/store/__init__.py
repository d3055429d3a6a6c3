"""Stores: where the journals of cases are kept."""

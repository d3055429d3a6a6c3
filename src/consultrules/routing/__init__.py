"""Addresses: route tables and the bodies they mean for one room."""

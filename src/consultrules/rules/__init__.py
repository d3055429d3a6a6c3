"""Rules: small trees over one row, and the findings they yield."""

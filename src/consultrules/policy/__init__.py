"""What the policy says: words, clauses, numbers, readings, editions."""

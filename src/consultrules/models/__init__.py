"""Records: what happened, shape only."""

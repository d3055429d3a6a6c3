"""Rules over columns in memory: every verdict of a frame, nothing written and nothing told in words."""

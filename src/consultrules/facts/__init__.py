"""Facts: records around one subject become one row of whole numbers."""

"""The report page of an audit: one HTML file that stands alone."""

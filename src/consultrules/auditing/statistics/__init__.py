"""Statistics by room, town, county, city and period, each with its definition."""

"""The sample city: made-up rooms, people and a year of cases, with planted faults and their key."""

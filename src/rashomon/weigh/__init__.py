"""What accounts are worth against the calendar, the map and one another."""

"""How many: quantities, their units and comparators, and what they count."""

"""Two texts side by side: their vectors, their numbers, and what the one says of the other."""

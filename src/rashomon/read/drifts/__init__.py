"""A headline against the text below it."""

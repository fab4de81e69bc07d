"""Relations: who is said to say what, outermost and inside one another."""

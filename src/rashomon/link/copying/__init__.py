"""Passages that stand in two documents: found by their words, or by what their sentences say; kinds and directions."""

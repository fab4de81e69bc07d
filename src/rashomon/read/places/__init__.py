"""Where: places, the gazetteer, and shapes that lie by a place rather than at it."""

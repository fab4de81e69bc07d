"""Plain text to zones: a grammar of what stands around articles, a line model, comments, origins, parts."""

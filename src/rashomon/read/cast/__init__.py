"""The cast of a document: which names, descriptions and pronouns stand for one and the same."""

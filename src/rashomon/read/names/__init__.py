"""Names of a document, and what kind of thing each stands for."""

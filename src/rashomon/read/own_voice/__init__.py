"""What a document says without a source, and the words of its that take a side."""

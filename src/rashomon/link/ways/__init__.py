"""Ways: from what a document says to where it comes from, across the documents of a case."""

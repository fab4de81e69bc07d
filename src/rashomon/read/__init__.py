"""Stage two: from a document to the records that stand in it (claims first)."""

"""Web pages to text, zones and metadata, and back to the bytes."""

"""Intake: bytes become a document, and its text falls into zones."""

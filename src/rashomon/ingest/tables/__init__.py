"""Texts in named fields: tables, JSON, feeds, agency items, annotations."""

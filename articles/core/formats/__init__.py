"""Kinds of files, the records in them, and the text of each record."""

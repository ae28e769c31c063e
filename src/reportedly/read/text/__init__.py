"""Paragraphs to read, and what was set aside: start at `text.py`."""

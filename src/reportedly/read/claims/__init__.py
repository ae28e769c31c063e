"""Claims: start at `claims.py`. The relations among them are found by comparing: `compare/inside.py`."""

"""Claims and the relations among them: start at `claims.py`."""

"""Numbers as intervals, and tolls: start at `amounts.py`, then `tolls.py`."""

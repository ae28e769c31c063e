"""Who is said to have said what, and how firmly: start at `attribution.py`, then `stance.py`."""

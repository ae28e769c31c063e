"""Times as intervals, and when an event happened: start at `times.py`, then `event_times.py`."""

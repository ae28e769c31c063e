"""Place names, what they mean, and where an event happened: start at `places.py`, then `place_of.py`."""

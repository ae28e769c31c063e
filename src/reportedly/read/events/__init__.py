"""Happenings folded to propositions: start at `events.py`, then `units.py` and `propositions.py`."""

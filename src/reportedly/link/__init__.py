"""Many claims compared: who copies whom, which voice a claim comes from, how two claims relate, which tell of one event. Pure."""

from __future__ import annotations

from reportedly.link.block import keys, position
from reportedly.link.changes import changes
from reportedly.link.cluster import Cluster, cluster, event_id
from reportedly.link.same import is_one_event, is_tied

__all__ = ["Cluster", "changes", "cluster", "event_id", "is_one_event", "is_tied", "keys", "position"]

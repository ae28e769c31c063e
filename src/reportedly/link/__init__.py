"""Many claims compared: who copies whom, which voice a claim comes from, how two claims relate, which tell of one event. Pure."""

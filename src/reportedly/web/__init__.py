"""The HTTP API over a ledger, and the desk, its first client."""

"""Floor 3: what follows from a record (issue of its own)."""

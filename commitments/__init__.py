"""Floor 3: what was promised and whether it was kept (issue of its own)."""

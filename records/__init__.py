"""Floor 2: who, what is on file, and what of it stands in public."""

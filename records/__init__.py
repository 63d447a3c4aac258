"""Floor 3: facts on file, and what of them stands in public."""

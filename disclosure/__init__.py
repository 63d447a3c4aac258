"""Floor 6: facts shown to people."""

"""Floor 0: the mechanisms that every app shares."""

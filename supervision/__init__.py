"""Floor 5: how government is watched."""

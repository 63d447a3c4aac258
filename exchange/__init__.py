"""Floor 7: facts in and out as files and to machines."""

"""Floor 4: what the subject of a record may ask for (issue of its own)."""

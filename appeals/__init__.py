"""Floor 6: what the subject of a record may ask for."""

"""Calls of other systems: what opened and what ended, by random id, to an address that the holder of a key names."""

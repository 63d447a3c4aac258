"""API v1 of the public site: read-only, the pages' own questions answered as JSON."""

"""One-time links by which a person sets an own password（一次性链接）."""

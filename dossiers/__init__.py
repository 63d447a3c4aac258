"""Floor 4: civil servants' files — entries, access for a purpose, own view, requests."""

"""Floor 1: people who sign in."""

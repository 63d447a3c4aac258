"""PostgreSQL backend that finds or starts the embedded server at the first connection."""

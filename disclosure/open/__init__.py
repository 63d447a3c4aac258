"""What the public process knows of the database: schema `open`; no table of the office."""

"""Floor ½: what visitors send across the wall, sealed to the office, and what comes back under their query code."""

"""Floor 2: in which post a person acts — postings, deputies, handover, who is which official, rule proposals."""

"""Office pages of the files: one query or one act each."""

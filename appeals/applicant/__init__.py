"""Applicants without an account: what they send over the net is taken in here, and told what became of it."""

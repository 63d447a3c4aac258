"""Consent of a second person（同意）to whatever gives a person power: account, password, post, deputyship."""

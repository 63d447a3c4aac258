"""Floor −1: the numbers by which bodies, documents and persons are known, checked and written alike. Pure."""

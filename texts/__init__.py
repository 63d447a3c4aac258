"""Floor −¼: how texts, sums and cells are cut, compared and written for people. Pure."""

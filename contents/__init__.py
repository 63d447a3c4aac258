"""Floor −¼: what texts, sums, cells and files hold: compared, cut, written for people, told by their content. Pure."""

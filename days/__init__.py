"""Floor −¼: working days, periods and the days on which they end. Pure: holidays come in as values."""

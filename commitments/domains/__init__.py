"""The key domains（三(一)–(七)）: what each adds to a commitment, as columns, clocks and words; no page of its own."""

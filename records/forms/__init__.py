"""Forms of the records' office pages; each checks input, the verbs check the law."""

"""Deadlines（期限）: rows that say from when, by which rule and until when, with every day of the count.

A procedure declares its `DeadlineKind`; its acts start, meet or cancel the row in their own transaction.
"""

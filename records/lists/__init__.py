"""The lists of facts, corrections and publications: what each shows, sorts by, counts and exports."""

from common.lists import lists
from records.corrections.lists import CORRECTIONS
from records.facts.lists.records import RECORDS
from records.facts.lists.reviewed_facts import COMMENDATIONS, JUDGMENTS
from records.publications.lists import PUBLICATIONS

SPECS = (RECORDS, JUDGMENTS, COMMENDATIONS, PUBLICATIONS, CORRECTIONS)

__all__ = ["COMMENDATIONS", "CORRECTIONS", "JUDGMENTS", "PUBLICATIONS", "RECORDS", "register"]


def register() -> None:
    """Enter the lists; called once when the app is ready."""
    lists.update({spec.key: spec for spec in SPECS})

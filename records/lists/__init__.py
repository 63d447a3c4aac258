"""The lists of facts, corrections and publications: what each shows, sorts by, counts and exports."""

from records.corrections.lists import CORRECTIONS
from records.facts.lists.records import RECORDS
from records.facts.lists.reviewed_facts import COMMENDATIONS, JUDGMENTS
from records.publications.lists import PUBLICATIONS

__all__ = ["COMMENDATIONS", "CORRECTIONS", "JUDGMENTS", "PUBLICATIONS", "RECORDS"]

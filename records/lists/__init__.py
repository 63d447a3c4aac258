"""The lists of records: what each shows, sorts by, counts and exports."""

from common.lists import lists

from .cases import CORRECTIONS, REORGANISATIONS
from .departments import DEPARTMENTS
from .facts import COMMENDATIONS, JUDGMENTS
from .officials import OFFICIALS
from .postings import POSTINGS
from .publications import PUBLICATIONS
from .records import RECORDS
from .trail import TRAIL

SPECS = (
    *(RECORDS, DEPARTMENTS, JUDGMENTS, COMMENDATIONS, PUBLICATIONS),
    *(OFFICIALS, CORRECTIONS, REORGANISATIONS, POSTINGS, TRAIL),
)

__all__ = [
    "COMMENDATIONS",
    "CORRECTIONS",
    "DEPARTMENTS",
    "JUDGMENTS",
    "OFFICIALS",
    "POSTINGS",
    "PUBLICATIONS",
    "RECORDS",
    "REORGANISATIONS",
    "TRAIL",
    "register",
]


def register() -> None:
    """Enter the lists; called once when the app is ready."""
    lists.update({spec.key: spec for spec in SPECS})

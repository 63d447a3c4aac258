"""The lists of records: what each shows, sorts by, counts and exports."""

from common.lists import lists

from .cases import CORRECTIONS, REORGANISATIONS
from .departments import DEPARTMENTS
from .facts import COMMENDATIONS, JUDGMENTS
from .files import LOG, REQUESTS
from .keeping import DEPUTIES, HANDOVERS
from .officials import OFFICIALS
from .postings import POSTINGS
from .publications import PUBLICATIONS
from .records import RECORDS
from .trail import TRAIL

SPECS = (
    *(RECORDS, DEPARTMENTS, JUDGMENTS, COMMENDATIONS, PUBLICATIONS),
    *(OFFICIALS, CORRECTIONS, REORGANISATIONS, POSTINGS, TRAIL),
    *(DEPUTIES, HANDOVERS, LOG, REQUESTS),
)

__all__ = [
    "COMMENDATIONS",
    "CORRECTIONS",
    "DEPARTMENTS",
    "DEPUTIES",
    "HANDOVERS",
    "JUDGMENTS",
    "LOG",
    "OFFICIALS",
    "POSTINGS",
    "PUBLICATIONS",
    "RECORDS",
    "REORGANISATIONS",
    "REQUESTS",
    "TRAIL",
    "register",
]


def register() -> None:
    """Enter the lists; called once when the app is ready."""
    lists.update({spec.key: spec for spec in SPECS})

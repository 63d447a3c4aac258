"""Acts that change two or more aggregates, each in one transaction with its trail."""

from .ending import end_publication, exclude_record, expire_publications, resume, suspend, withdraw_record
from .grading import regrade
from .postings import bootstrap_administrators, clock_posting, import_posting
from .publishing import (
    clear_finding,
    decline_publication,
    face_findings,
    propose_publication,
    publish,
    revise_face,
)
from .reminding import remind_of_endings

__all__ = [
    "bootstrap_administrators",
    "clear_finding",
    "clock_posting",
    "decline_publication",
    "end_publication",
    "exclude_record",
    "expire_publications",
    "face_findings",
    "import_posting",
    "propose_publication",
    "publish",
    "regrade",
    "remind_of_endings",
    "resume",
    "revise_face",
    "suspend",
    "withdraw_record",
]

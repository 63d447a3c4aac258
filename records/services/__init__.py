"""Acts that change two or more aggregates, each in one transaction with its trail."""

from .bulk import perform, rehearse
from .correcting import (
    apply_correction,
    cancel_correction,
    prepare_end,
    prepare_face,
    propose_correction,
    require_none_in_hand,
    review_correction,
    revise_correction,
)
from .deputising import act_groups, excludable_acts, grant_deputy, held_seats, revoke_deputy
from .ending import end_publication, exclude_record, expire_publications, resume, suspend
from .entering import enter_record, next_ordinal, readmit_record, revise_record
from .facts import enter_fact, revise_fact, void_fact, void_record
from .grading import regrade
from .granting import end_posting, grant_posting
from .handing_over import accept_handover, cancel_handover, decline_handover, list_handover
from .lapsing import remind_of_lapsing
from .lapsing_corrections import lapse_corrections
from .mailing import mail_digests, mail_new
from .postings import bootstrap_administrators, clock_posting, import_posting
from .public_text import clear_finding, face_findings, known_names
from .publishable import bar_to_proposal
from .publishing import decline_publication, propose_publication, publish, revise_face, window_of
from .redacting import file_findings, first_face, remove_finding
from .reminding import remind_of_endings
from .ruling import confirm_rule, decline_rule, propose_rule, settle_rule, withdraw_rule
from .withdrawing import withdraw_fact, withdraw_record

__all__ = [
    "accept_handover",
    "act_groups",
    "apply_correction",
    "bar_to_proposal",
    "bootstrap_administrators",
    "cancel_correction",
    "cancel_handover",
    "clear_finding",
    "clock_posting",
    "confirm_rule",
    "decline_handover",
    "decline_publication",
    "decline_rule",
    "end_posting",
    "end_publication",
    "enter_fact",
    "enter_record",
    "excludable_acts",
    "exclude_record",
    "expire_publications",
    "face_findings",
    "file_findings",
    "first_face",
    "grant_deputy",
    "grant_posting",
    "held_seats",
    "import_posting",
    "known_names",
    "lapse_corrections",
    "list_handover",
    "mail_digests",
    "mail_new",
    "next_ordinal",
    "perform",
    "prepare_end",
    "prepare_face",
    "propose_correction",
    "propose_publication",
    "propose_rule",
    "publish",
    "readmit_record",
    "regrade",
    "rehearse",
    "remind_of_endings",
    "remind_of_lapsing",
    "remove_finding",
    "require_none_in_hand",
    "resume",
    "review_correction",
    "revise_correction",
    "revise_face",
    "revise_fact",
    "revise_record",
    "revoke_deputy",
    "settle_rule",
    "suspend",
    "void_fact",
    "void_record",
    "window_of",
    "withdraw_fact",
    "withdraw_record",
    "withdraw_rule",
]

"""Acts that change two or more aggregates, each in one transaction with its trail."""

from records.corrections.services.corrections import (
    apply_correction,
    cancel_correction,
    own_words,
    prepare_end,
    prepare_face,
    propose_correction,
    require_none_in_hand,
    review_correction,
    revise_correction,
)
from records.corrections.services.withdrawals import withdraw_fact
from records.facts.dishonesty.services.entering import enter_record, revise_record
from records.facts.dishonesty.services.tolerating import exclude_record, readmit_record
from records.facts.regrading import regrade
from records.facts.services.reviewed_facts import enter_fact, revise_fact
from records.publications.services.ending import end_publication, expire_publications
from records.publications.services.holding import begin_hold, end_hold, resume, suspend
from records.publications.services.public_text import face_suspects, personal_data
from records.publications.services.publishable import bar_to_proposal
from records.publications.services.publishing import (
    decline_publication,
    propose_publication,
    publish,
    revise_face,
    window_of,
)
from records.publications.services.redacting import (
    first_face,
    keep_suspect,
    remove_suspect,
    strike_suspect,
)
from records.publications.services.reminding import remind_of_endings, remind_of_holds

__all__ = [
    "apply_correction",
    "bar_to_proposal",
    "begin_hold",
    "cancel_correction",
    "decline_publication",
    "end_hold",
    "end_publication",
    "enter_fact",
    "enter_record",
    "exclude_record",
    "expire_publications",
    "face_suspects",
    "first_face",
    "keep_suspect",
    "own_words",
    "personal_data",
    "prepare_end",
    "prepare_face",
    "propose_correction",
    "propose_publication",
    "publish",
    "readmit_record",
    "regrade",
    "remind_of_endings",
    "remind_of_holds",
    "remove_suspect",
    "require_none_in_hand",
    "resume",
    "review_correction",
    "revise_correction",
    "revise_face",
    "revise_fact",
    "revise_record",
    "strike_suspect",
    "suspend",
    "window_of",
    "withdraw_fact",
]

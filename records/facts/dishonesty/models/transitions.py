"""The road of a dishonesty record: its verbs, who may do them, and what 待复核 asks for."""

from common.ends import End, Ends
from common.roles import DIRECTORS, ENTERERS, REPRESENTATIVES, REVIEWERS
from common.workflow import Verb
from policy.vocabulary import RecordStatus
from records.facts.models.facts import EXCLUDERS, READMITTERS, WITHDRAWERS

S = RecordStatus

IMPORT_LEAVES = ("occurred_on", "impact", "legal_basis")
"""What rules.md 3.5 stars or the grading needs, and even an import leaves open（rules.md 0.2u）."""
ASKED = (
    *("facts", "cause", "domain", "occurred_on", "finding_body", "document_title", "document_number"),
    *("decided_on", "effective_on", "legal_basis", "impact", "declared_severity", "disclosure"),
)
"""What 提交复核 asks for: a draft entered by a form needs subject and source alone, an import row more."""

UNHEARD = {
    "reviewed_by": None,
    "reviewed_version": None,
    "known_on": None,
    "served_on": None,
    "served_how": "",
    "served_proof": None,
    "statement_due": None,
    "notice_waived": False,
    "statement_text": "",
}
"""What is set when a record starts its road again: nobody has reviewed this content, nobody was heard on it."""

ENDS: Ends = {S.WITHDRAWN: End.WITHDRAWN, S.VOID: End.VOID, S.NOT_INCLUDED: End.TOLERATED}
"""A tolerated matter may be taken up again（重新纳入）."""
ENTER = Verb("录入", (), S.DRAFT, ENTERERS)
TRANSITIONS: dict[str, Verb] = {
    "edit": Verb("修改", (S.DRAFT, S.RETURNED), "", ENTERERS),
    "submit": Verb("提交复核", (S.DRAFT, S.RETURNED), S.PENDING_REVIEW, ENTERERS),
    "void": Verb("作废", (S.DRAFT, S.RETURNED), S.VOID, ENTERERS, needs_reason=True),
    "pass_review": Verb("复核通过", (S.PENDING_REVIEW,), S.PENDING_NOTICE, REVIEWERS),
    "return": Verb(
        "退回", (S.PENDING_REVIEW, S.PENDING_NOTICE, S.STATEMENT), S.RETURNED, REVIEWERS, needs_reason=True
    ),
    "serve": Verb("告知", (S.PENDING_NOTICE,), S.STATEMENT, REVIEWERS),
    "waive": Verb("免于告知", (S.PENDING_NOTICE,), S.STATEMENT, REVIEWERS, needs_reason=True),
    "state": Verb("陈述申辩", (S.PENDING_NOTICE, S.STATEMENT), "", REPRESENTATIVES, needs_reason=True),
    "confirm": Verb("认定", (S.STATEMENT,), S.CONFIRMED, REVIEWERS, needs_reason=True),
    "exclude": Verb(
        "不纳入",
        (S.PENDING_REVIEW, S.PENDING_NOTICE, S.STATEMENT, S.CONFIRMED),
        S.NOT_INCLUDED,
        frozenset(),
        needs_reason=True,
        caused_by=EXCLUDERS,
    ),
    "readmit": Verb(
        "重新纳入", (S.NOT_INCLUDED,), S.PENDING_REVIEW, frozenset(), True, caused_by=READMITTERS
    ),
    "withdraw": Verb("撤销", (S.CONFIRMED,), S.WITHDRAWN, DIRECTORS, True, caused_by=WITHDRAWERS),
    "repair": Verb("信用修复", (S.CONFIRMED,), "", frozenset(), needs_reason=True),
    "undo_repair": Verb("撤销信用修复", (S.CONFIRMED,), "", frozenset(), needs_reason=True),
    "correct": Verb("更正", (S.CONFIRMED, S.NOT_INCLUDED), "", REVIEWERS | DIRECTORS, needs_reason=True),
}

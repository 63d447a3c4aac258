"""Acts that change two or more aggregates, each in one transaction with its trail."""

from .deputies import act_groups, ask_for_deputy, excludable_acts, held_postings, revoke_deputy
from .expiring import remind_of_expiring
from .granting import ask_for_posting, end_posting
from .handovers import accept_handover, cancel_handover, decline_handover, list_handover
from .mailing import mail_digests, mail_new
from .own_access import own_actors
from .postings import bootstrap_administrators, clock_posting, import_posting, let_in_administrator
from .rule_proposals import confirm_rule, decline_rule, propose_rule, settle_rule, withdraw_rule

__all__ = [
    "accept_handover",
    "act_groups",
    "ask_for_deputy",
    "ask_for_posting",
    "bootstrap_administrators",
    "cancel_handover",
    "clock_posting",
    "confirm_rule",
    "decline_handover",
    "decline_rule",
    "end_posting",
    "excludable_acts",
    "held_postings",
    "import_posting",
    "let_in_administrator",
    "list_handover",
    "mail_digests",
    "mail_new",
    "own_actors",
    "propose_rule",
    "remind_of_expiring",
    "revoke_deputy",
    "settle_rule",
    "withdraw_rule",
]

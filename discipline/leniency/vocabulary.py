"""The words of leniency（从轻或者免于惩戒）: its states, what is left of the harm, what the rule proposes."""

from django.db.models import TextChoices

from discipline.leniency.rule import HARM_WORDS, Proposal


class LeniencyStatus(TextChoices):
    PENDING = "pending", "待受理"
    EXAMINING = "examining", "审查"
    DECIDING = "deciding", "待决定"
    SPARED = "spared", "免于惩戒"
    LIGHTENED = "lightened", "从轻"
    REFUSED = "refused", "不予从轻、免于"
    REJECTED = "rejected", "不予受理"
    WITHDRAWN = "withdrawn", "申请撤回"
    LAPSED = "lapsed", "已终止"


HARMS = [(one.value, words) for one, words in HARM_WORDS.items()]
PROPOSALS = [
    (Proposal.SPARE.value, "建议免于惩戒"),
    (Proposal.LIGHTEN.value, "建议从轻"),
    (Proposal.NONE.value, "建议不从轻、不免于"),
]

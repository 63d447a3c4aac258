"""The acts that every kind of fact, or every reviewed one, offers: words, inputs, the verb they call, what bars them."""

from __future__ import annotations

from common.cases.acts import Act, act_tables, doing
from common.forms import GivenReasonForm
from common.trail import Actor
from privacy.headlines import masking_words
from records import services
from records.facts.models.four_eyes import FourEyes
from records.facts.models.kinds import NOT_OWN, FactKind
from records.forms.acts import WithdrawForm


def own_eyes(obj: FourEyes, by: Actor) -> str:
    """Return why one's own entry bars the review, "" where it does not."""
    touched = by.user_id in {obj.entered_by_id, obj.last_changed_by_id}
    return "自己录入或修改过的记录须由另一人复核（四眼原则）" if touched else ""


def not_own_draft(fact: FactKind, by: Actor) -> str:
    """Return why only one's own draft, or one taken over, can be undone."""
    return "" if fact.is_own(by) else NOT_OWN


def masked_in_title(fact: FactKind) -> str:
    """Return what the title masks, "" where it names no person."""
    return masking_words(fact.heading_text(), fact.title())


REVIEWED_ACTS: dict[str, Act] = {
    "submit": Act(
        "提交复核", "交复核员核对，退回前不能再修改。", doing("submit"), is_first=True, warn=masked_in_title
    ),
    "confirm": Act(
        "认定",
        "记入部门信用档案，由信用办拟予公示。",
        doing("confirm"),
        GivenReasonForm,
        is_first=True,
        bar=own_eyes,
    ),
    "return": Act("退回", "退给录入人修改，理由会显示给对方。", doing("send_back"), GivenReasonForm),
    "void": Act(
        "作废",
        "这份草稿不再办理；不能恢复。",
        doing("void"),
        GivenReasonForm,
        is_grave=True,
        bar=not_own_draft,
    ),
    "withdraw": Act(
        "撤销",
        "裁判已被改判、撤销，或者荣誉已被撤销。正在公示的立即撤下，不能恢复。",
        lambda fact, by, given: services.withdraw_fact(
            fact, by=by, reason=given["reason"], source=given["source"]
        ),
        WithdrawForm,
        is_grave=True,
    ),
}


def barred_by_four_eyes(obj: FactKind, by: Actor) -> bool:
    """Say whether only the four eyes keep `by` from the next step."""
    return any(
        act.bar is own_eyes and name in obj.acts_for(by) for name, act in act_tables.of(obj).items()
    ) and bool(own_eyes(obj, by))

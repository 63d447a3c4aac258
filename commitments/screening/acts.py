"""The acts on a version of a list and on a hit as their pages offer them."""

from __future__ import annotations

from commitments.screening import forms
from commitments.screening.services import deciding, keeping
from common.cases.acts import Act, calling
from common.forms import GivenReasonForm

VERSION_ACTS = {
    "put_in_force": Act(
        "启用",
        "从现在起按这一版比对；同一条目以这一版为准，其余照旧。全量名单没有列出的，自名单日期起移出。",
        calling(keeping.put_in_force),
        bar=keeping.bar_in_force,
        warn=keeping.heeded,
        is_first=True,
    ),
    "void": Act(
        "作废",
        "这一版不启用。",
        calling(keeping.void),
        GivenReasonForm,
        bar=keeping.bar_elsewhere,
    ),
}
HIT_ACTS = {
    "confirm": Act(
        "确认是同一主体",
        "从现在起拦截，须告知投标人。",
        calling(deciding.confirm),
        forms.ConfirmForm,
        is_grave=True,
    ),
    "dismiss": Act(
        "不是同一主体",
        "不拦截，办结。",
        calling(deciding.dismiss),
        GivenReasonForm,
        is_first=True,
    ),
    "tell": Act(
        "登记告知投标人",
        "告知依据、名单和提出异议的途径，记入案卷。",
        calling(deciding.tell),
        forms.TellForm,
        bar=lambda hit, by: f"已于 {hit.told_on} 告知" if hit.told_on else "",
        is_first=True,
    ),
    "object": Act(
        "登记投标人的异议",
        "记入案卷；理由成立的再提出解除。",
        calling(deciding.object_to),
        forms.ObjectionForm,
    ),
    "ask_release": Act(
        "提出解除",
        "由另一位负责人决定；决定以前仍然拦截。",
        calling(deciding.ask_release),
        forms.ReleaseForm,
    ),
    "release": Act(
        "同意解除",
        "这一命中不再拦截这次投标。",
        calling(deciding.release),
        GivenReasonForm,
        bar=deciding.bar_release,
        is_grave=True,
        is_first=True,
    ),
    "refuse_release": Act(
        "不同意解除",
        "继续拦截。",
        calling(deciding.refuse_release),
        GivenReasonForm,
        bar=deciding.bar_release,
    ),
}

"""The acts of a department note: from which state to which, and who."""

from appeals.notes.querysets import OPEN
from appeals.notes.vocabulary import NoteStatus
from common.ends import End, Ends
from common.roles import DIRECTORS, OFFICERS, REPRESENTATIVES, SECRECY_REVIEWERS
from common.workflow import Verb

S = NoteStatus
LABEL = "appeals.departmentnote"
UNSIGNED = (S.SUBMITTED, S.SIGNING)
"""The states in which personal data is weighed, and the officer takes it out of the text."""
ENDS: Ends = {
    S.REPLACED: End.SUPERSEDED,
    S.WITHDRAWN: End.CANCELLED,
    S.DECLINED: End.DECLINED,
    S.LAPSED: End.LAPSED,
}
ENTER = Verb("提交单位说明", (), S.SUBMITTED, REPRESENTATIVES)
WITH_ITS_REQUEST = frozenset({"appeals.repair.accept"})
ENTRIES = {
    "offer": Verb("随修复申请公开", (), S.SIGNING, frozenset(), caused_by=WITH_ITS_REQUEST),
    "take_in": Verb("随修复申请交来", (), S.SUBMITTED, frozenset(), caused_by=WITH_ITS_REQUEST),
}
"""The letter of commitment comes in as its request is accepted: examined by that officer, by another one where it was the
same who took the request down."""
TRANSITIONS = {
    "resubmit": Verb("修改后提交", (S.RETURNED,), S.SUBMITTED, REPRESENTATIVES),
    "edit_face": Verb("删除个人信息", UNSIGNED, "", OFFICERS),
    "weigh": Verb("核处个人信息", UNSIGNED, "", OFFICERS | SECRECY_REVIEWERS, needs_reason=True),
    "accept": Verb("审核通过", (S.SUBMITTED,), S.SIGNING, OFFICERS),
    "return": Verb("退回修改", (S.SUBMITTED,), S.RETURNED, OFFICERS, needs_reason=True),
    "sign": Verb("签署公开审查", (S.SIGNING,), "", SECRECY_REVIEWERS),
    "pass_on": Verb(
        "转负责人", (S.SIGNING,), S.DECIDING, frozenset(), caused_by=frozenset({f"{LABEL}.sign"})
    ),
    "send_back": Verb(
        "转经办修改", (S.SIGNING,), S.SUBMITTED, frozenset(), caused_by=frozenset({f"{LABEL}.sign"})
    ),
    "publish": Verb("公开", (S.DECIDING,), S.STANDING, DIRECTORS),
    "decline": Verb("不予公开", (S.DECIDING, S.STANDING), S.DECLINED, DIRECTORS, needs_reason=True),
    "withdraw": Verb("撤回说明", OPEN, S.WITHDRAWN, REPRESENTATIVES),
    "replace": Verb(
        "由新说明替代", (S.STANDING,), S.REPLACED, frozenset(), caused_by=frozenset({f"{LABEL}.publish"})
    ),
    "lapse": Verb(
        "随公示终止",
        OPEN,
        S.LAPSED,
        frozenset(),
        needs_reason=True,
        caused_by=frozenset(
            {"records.publication.end", *(f"appeals.repair.{act}" for act in ("refuse", "withdraw", "lapse"))}
        ),
    ),
}

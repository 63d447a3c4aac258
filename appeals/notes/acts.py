"""The acts on a department note as its page offers them; text, personal data and sheet have parts of their own there."""

from __future__ import annotations

from appeals.notes import services
from appeals.notes.forms import NoteForm, ReturnForm
from appeals.notes.models import DepartmentNote
from appeals.notes.vocabulary import NoteKind
from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from common.trail import Actor


def bar_to_publishing(note: DepartmentNote, by: Actor) -> str:
    """Return why `by` does not let it go public, "" where nothing bars them."""
    return services.NOT_BY_YOU if by.user_id in note.barred_from_publishing else ""


def bar_to_withdrawing(note: DepartmentNote, by: Actor) -> str:
    """Return why it is not taken back by itself: a letter of commitment goes with its request."""
    return services.WITH_ITS_REQUEST if note.kind == NoteKind.COMMITMENT else ""


ACTS = {
    "resubmit": Act(
        "修改后提交",
        "回到待审核，重新计算办理期限；正在公开的一份不受影响。",
        calling(services.resubmit),
        NoteForm,
        is_first=True,
    ),
    "accept": Act(
        "审核通过",
        "转保密审查员逐项公开审查。记录本身对不对，不在这里判断。",
        calling(services.accept),
        is_first=True,
        bar=services.bar_examining,
    ),
    "return": Act("退回修改", "部门代表收到退回的情形和理由。", calling(services.return_note), ReturnForm),
    "publish": Act(
        "公开",
        "立即显示在公众网站这条记录的旁边；先前公开的一份由它替代。公示终止时一并撤下。",
        calling(services.publish),
        bar=bar_to_publishing,
        is_grave=True,
        is_first=True,
    ),
    "decline": Act(
        "不予公开",
        "这份说明到此为止，已经公开的立即撤下；部门代表收到理由，可以另交一份。",
        calling(services.decline),
        GivenReasonForm,
    ),
    "withdraw": Act(
        "撤回说明",
        "这份说明到此为止，已经公开的立即撤下；可以另交一份。",
        calling(services.take_back),
        bar=bar_to_withdrawing,
        is_grave=True,
    ),
}

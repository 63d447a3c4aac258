"""The acts on an inquiry as its page offers them."""

from __future__ import annotations

from common.cases.acts import Act, calling
from common.forms import GivenReasonForm
from inquiries import forms
from inquiries.services import answering, following, registering

ACTS = {
    "submit": Act(
        "提交批准",
        "由本单位另一位复核员或者负责人批准；批准以前不查询、不答复。",
        calling(registering.submit),
        is_first=True,
    ),
    "approve": Act(
        "批准并答复",
        "按截至日逐行查询，每行取得报告编号；答复以后不能改，涉及本库公务员的，本人可以看到这次查询。",
        calling(answering.approve),
        forms.ApproveForm,
        bar=answering.bar_to_answer,
        is_first=True,
    ),
    "refuse": Act(
        "不予批准",
        "名单里的姓名和号码随即清除，编号和理由留下。",
        calling(answering.refuse),
        GivenReasonForm,
        bar=answering.bar_to_decide,
        is_grave=True,
    ),
    "drop": Act("放弃", "名单里的姓名和号码随即清除，编号留下。", calling(registering.drop), is_grave=True),
    "note_reply": Act(
        "登记系统查询结果",
        "录用、调任以公共信用信息系统的查询结果为准，登记以后才能登记使用。",
        calling(following.note_reply),
        forms.ReplyForm,
    ),
    "show": Act(
        "登记告知本人",
        "不利的答复在使用以前须告知本人；登记以后才能登记使用。",
        calling(following.show),
        forms.ShowForm,
    ),
    "use": Act(
        "登记使用",
        "查询办结；保存期满后清除姓名和号码。",
        calling(following.use),
        forms.UseForm,
        bar=following.bar_to_use,
        is_first=True,
    ),
    "leave_unused": Act(
        "查询机关不再使用",
        "查询办结，不再登记使用；保存期满后清除姓名和号码。依据以后终止的，仍须告知查询机关。",
        calling(following.leave_unused),
        GivenReasonForm,
    ),
    "correct": Act(
        "登记更正告知",
        "记下已告知查询机关：原来答复的依据已经终止。",
        calling(following.correct),
        forms.CorrectForm,
        is_first=True,
    ),
}

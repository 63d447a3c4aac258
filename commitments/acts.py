"""The acts on a commitment as its page offers them."""

from __future__ import annotations

from commitments.forms import acts as forms
from commitments.models import Commitment
from commitments.services import (
    changing,
    disputing,
    entering,
    fulfilling,
    inheriting,
    line_codes,
    opening,
    rating,
)
from common.cases.acts import Act, Bar, calling
from common.forms import GivenReasonForm
from common.trail import Actor


def _own_draft(case: Commitment, by: Actor) -> str:
    return "" if entering.is_own(case, by) else entering.NOT_OWN


def _other_eyes(case: Commitment, by: Actor) -> str:
    mine = by.user_id in {case.entered_by_id, case.last_changed_by_id}
    return "自己录入或修改过的须由另一人复核（四眼原则）" if mine else ""


def _other_body(case: Commitment, by: Actor) -> str:
    return "承诺主体自己不能决定" if by.unit_id and by.unit_id == case.department_id else ""


def _deciding(*, ends: bool) -> Bar:
    return lambda case, by: _other_body(case, by) or changing.bar_change(case, ends=ends)


def _any_change(case: Commitment, by: Actor) -> str:
    return _other_body(case, by) or ("" if changing.open_change(case) else "没有等待决定的变更")


def _no_open_change(case: Commitment, by: Actor) -> str:
    return "已有一项变更等待决定" if changing.open_change(case) else ""


def _has_open_parts(case: Commitment, by: Actor) -> str:
    return "" if fulfilling.next_instalments(case).exists() else "各期都已履行完毕，等待确认兑现"


def _has_disputes(case: Commitment, by: Actor) -> str:
    return "" if disputing.open_disputes(case).exists() else "没有等待答复的事项"


def _pausable(*, is_paused: bool) -> Bar:
    words = "没有已暂停的期限" if is_paused else "没有可以暂停的期限"
    return lambda case, by: "" if disputing.pausable(case, is_paused=is_paused).exists() else words


def _not_shown(case: Commitment, by: Actor) -> str:
    return _other_body(case, by) or ("" if opening.live(case) else "没有公开")


ACTS = {
    "add_instalment": Act(
        "加一期",
        "分期兑现的逐期登记；各期金额合计等于承诺金额。",
        calling(entering.add_instalment),
        forms.InstalmentForm,
    ),
    "submit": Act(
        "提交复核", "由另一人复核；没有分期的按一期登记。", calling(entering.submit), is_first=True
    ),
    "void": Act(
        "作废", "不再算作已登记；可以重新录入。", calling(entering.void), GivenReasonForm, bar=_own_draft
    ),
    "return": Act(
        "退回",
        "退回录入人修改。",
        lambda case, by, given: case.move("return", by=by, **given),
        GivenReasonForm,
    ),
    "register": Act(
        "复核登记",
        "开始计算期限，承诺主体在“我的工作”里看到。",
        calling(entering.register),
        bar=_other_eyes,
        is_first=True,
    ),
    "fulfil": Act(
        "登记履行",
        "记入这一期；全部履行完毕以后由另一人确认兑现。",
        calling(fulfilling.fulfil),
        forms.FulfilForm,
        bar=_has_open_parts,
        is_first=True,
    ),
    "follow_up": Act(
        "登记后续事实",
        "到期日和各步期限按新的事实重新计算。",
        calling(entering.follow_up),
        forms.FollowUpForm,
    ),
    "set_dispute_aside": Act(
        "登记有争议的金额",
        "逾期利息只按没有争议的部分计算。",
        calling(fulfilling.set_dispute_aside),
        forms.DisputedForm,
        verb="follow_up",
        bar=_has_open_parts,
    ),
    "accept": Act(
        "确认兑现",
        "承诺办结；逾期履行过的仍列为逾期兑现。",
        calling(fulfilling.accept),
        bar=fulfilling.bar_acceptance,
        is_first=True,
    ),
    "ask_change": Act(
        "提出变更",
        "由信用办负责人决定；决定以前期限照常计算。换届、责任人更替、机构和区划调整不是理由。",
        calling(changing.ask_change),
        forms.ChangeForm,
        bar=_no_open_change,
    ),
    "grant_change": Act(
        "同意变更",
        "没有履行的各期改到新的期限，变更的依据和补偿留在案卷。",
        calling(changing.grant_change),
        GivenReasonForm,
        bar=_deciding(ends=False),
        is_first=True,
    ),
    "end_by_change": Act(
        "同意终结",
        "承诺不再履行，补偿的依据留在案卷；办理中的违约核实终止。",
        calling(changing.end_by_change),
        GivenReasonForm,
        bar=_deciding(ends=True),
        is_grave=True,
    ),
    "refuse_change": Act(
        "不同意变更",
        "承诺按原来的内容履行。",
        calling(changing.refuse_change),
        GivenReasonForm,
        bar=_any_change,
    ),
    "find_unlawful": Act(
        "登记违法或越权的认定",
        "既不算兑现也不算违约，单列清理；办理中的违约核实终止。",
        calling(changing.find_unlawful),
        forms.UnlawfulForm,
        bar=_other_body,
        is_grave=True,
    ),
    "raise_dispute": Act(
        "登记质疑、投诉、诉讼",
        "质疑、投诉按规定的期限答复；诉讼、仲裁期间不作逾期的结论。",
        calling(disputing.raise_dispute),
        forms.DisputeForm,
    ),
    "answer_dispute": Act(
        "登记答复",
        "这一件办结。",
        calling(disputing.answer_dispute),
        forms.AnswerForm,
        bar=_has_disputes,
    ),
    "pause_dispute": Act(
        "暂停投诉期限",
        "暂停的日子不计入。",
        calling(disputing.pause_dispute),
        forms.PauseForm,
        bar=_pausable(is_paused=False),
    ),
    "resume_dispute": Act(
        "恢复投诉期限",
        "继续计算。",
        calling(disputing.resume_dispute),
        forms.ResumeForm,
        bar=_pausable(is_paused=True),
    ),
    "hand_on": Act(
        "登记交接",
        "承诺和期限不变，由现责任岗位继续履行（新官理旧账）。",
        calling(inheriting.hand_on),
        forms.HandOnForm,
    ),
    "sign_public": Act(
        "签署公开审查",
        "审查内容能不能让所有人看；签署以后由负责人决定公开。",
        calling(opening.sign_public),
        forms.SheetForm,
        bar=opening.bar_signing,
        is_first=True,
    ),
    "show": Act(
        "公开",
        "当日起在公开网站显示；只写承诺、期限、已兑现或者依法变更，不写逾期和违约。",
        calling(opening.show),
        bar=opening.bar_showing,
    ),
    "hide": Act(
        "停止公开",
        "公开网站同时撤下，原网址只说明“不在公示中”。",
        calling(opening.hide),
        GivenReasonForm,
        bar=_not_shown,
        is_grave=True,
    ),
    "issue_code": Act(
        "发放评价码",
        "一个办件一个评价码，交给办事人；只在发放时显示一次，系统不保存评价码和办事人。",
        calling(rating.issue_code),
        forms.RatingCodeForm,
        bar=rating.bar_rating,
        warn=lambda case: str(case.issued_code),
    ),
    "issue_line_code": Act(
        "发放查询码",
        "对方凭回执号和查询码在公开网站“查进展”看这一项的履行；只在发放时显示一次，以前发的随即停用。",
        calling(line_codes.issue_line_code),
        bar=line_codes.bar_line_code,
        warn=lambda case: str(case.issued_code),
    ),
}

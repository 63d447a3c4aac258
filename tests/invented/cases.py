"""The invented procedure, with every face given or declined: the one place of its registration."""

from __future__ import annotations

from django.db.models import F, Q
from django.urls import reverse

from common.case_file_rules import acted_through, require_own_procedure, require_say
from common.case_files import CaseFile
from common.cases.acts import Act
from common.cases.case_type import DECLINED, CaseType
from common.cases.hanging import GO_ON, EndBy, Parent, Wait
from common.cases.open_cases import CaseKind, through
from common.cases.story import story_of_itself
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.registry import OWN_TURN, Finder, Hit, Place, Queue, Sent, Work
from common.tabs import evidence_tab, history_tab, talk_tab
from records.facts.models.facts import fact_kinds
from records.models import Publication
from tests.invented import models, services
from tests.invented.forms import ServeForm
from tests.invented.lists import URGINGS
from tests.invented.models import DEPARTMENTS, OFFICERS, Urging, UrgingStatus
from tests.invented.promises.cases import PROMISE

S = UrgingStatus
LABEL = "invented.urging"
OPEN = Q(status__in=models.OPEN)
UNSURE = OPEN & (Q(fact__status="not_included") | Q(publication__end_ground="declined"))
"""What it is about has changed so that a person must say whether it goes on."""
LAPSE = EndBy(services.lapse)
OF_A_FACT = {
    End.WITHDRAWN: LAPSE,
    End.VOID: LAPSE,
    End.TOLERATED: Wait("urgings_unsure"),
    End.REOPENED: GO_ON,
}


def _address(case):
    return reverse("invented:urging", args=[case.pk])


def _rows(**condition):
    return lambda posting: Urging.objects.visible_to(posting).filter(**condition).order_by("due_on")


def _work(case):
    return Work(f"督办 {case.demand}", _address(case), due=case.due_on, word=case.get_status_display())


def _queue(key, label, roles, rows, status=""):
    return Queue(
        key,
        label,
        "",
        roles,
        rows,
        lambda posting: f"{reverse('invented:urgings')}?status={status}",
        _work,
        "urgings",
        due="due_on",
    )


def _act(label, effect, name, **more):
    return Act(label, effect, lambda case, by, given: case.move(name, by=by, reason=given["reason"]), **more)


def _unsure(posting):
    return Urging.objects.visible_to(posting).filter(UNSURE).order_by("due_on")


def _settle(act):
    return lambda case, by, given: services.settle(case, act, by=by, reason=given["reason"])


def _bar_hold(case, by):
    stands = case.publication is not None and case.publication.status == "public"
    return "" if stands and not services.hold_of(case) else "没有可以暂停的公示"


def _bar_release(case, by):
    return "" if services.hold_of(case) else "没有因这件督办暂停的公示"


def _bar_serve(case, by):
    return "" if services.letters_of(case).filter(status="issued").exists() else "没有待送达的督办函"


def _ordered(posting):
    return Urging.objects.visible_to(posting).filter(ordered_by=posting.user_id).order_by("due_on")


URGING = CaseType(
    model=Urging,
    states=UrgingStatus,
    address=_address,
    notice_address=lambda key: reverse("invented:urging", args=[key]),
    places=(Place("urgings", "模拟督办", "监督", "invented:urgings"),),
    lists=(URGINGS,),
    queues=(
        _queue("urgings_answer", "督办待答复", DEPARTMENTS, _rows(status=S.PENDING), S.PENDING),
        _queue("urgings_close", "督办待办结", OFFICERS, _rows(status=S.ANSWERED), S.ANSWERED),
        _queue("urgings_unsure", "督办的事项已变", OFFICERS, _unsure),
    ),
    sent=(
        Sent(
            "urgings",
            "我发出的督办",
            OFFICERS,
            _ordered,
            lambda state: (S(state).label, {S.PENDING: "部门代表", S.ANSWERED: OWN_TURN}.get(state, "")),
            _work,
        ),
    ),
    finder=Finder(
        "urgings",
        "督办",
        lambda posting, words: Urging.objects.visible_to(posting).filter(demand__icontains=words),
        lambda case: Hit(case.demand, _address(case)),
        "invented:urgings",
    ),
    evidence=CaseFile(
        LABEL,
        str,
        _address,
        require_own_procedure,
        require_own_procedure,
        require_say,
        lambda case, by: acted_through(case) - {by.pk},
    ),
    talk=talk_tab(LABEL),
    tabs=(evidence_tab(LABEL), history_tab(LABEL)),
    acts={
        "write": Act(
            "发督办函",
            "取得文号，等待送达。",
            lambda case, by, given: services.write(case, by=by, reason=given["reason"]),
        ),
        "serve": Act(
            "登记送达",
            "从送达次日起计算答复期限。",
            lambda case, by, given: services.serve(case, by=by, **given),
            ServeForm,
            bar=_bar_serve,
        ),
        "hold": Act(
            "暂停公示",
            "公开页面立即撤下，督办办结时恢复。",
            lambda case, by, given: services.hold(case, by=by, reason=given["reason"]),
            is_grave=True,
            bar=_bar_hold,
        ),
        "release": Act("恢复公示", "公开页面重新显示。", _settle("release"), bar=_bar_release),
        "answer": Act(
            "答复",
            "交督办人看过后办结。",
            lambda case, by, given: services.answer(case, by=by, reason=given["reason"]),
            is_first=True,
        ),
        "close": Act("办结", "督办到此为止。", _settle("close"), is_first=True),
        "return": _act("退回重答", "部门须重新答复。", "return"),
        "cancel": Act("撤回", "这件督办不再办理。", _settle("cancel")),
    },
    bulk=DECLINED("督办逐件办理"),
    story=story_of_itself,
    handover=(
        CaseKind(
            "urging",
            "督办未办结",
            LABEL,
            OPEN,
            lambda posting: through(LABEL, "enter", posting),
            F("demand"),
        ),
    ),
    merger=(
        OpenMatter(
            "urgings",
            "未办结的督办",
            lambda units: Urging.objects.filter(OPEN, fact__department__in=units),
        ),
    ),
    deadlines=("urging_answer",),
    notices=(NoticeGroup("urgings", "模拟督办", {"urging.due": "督办到期"}, 70),),
    outbox="urging",
    titles=("demand",),
    parents=(
        *(Parent(kind, "fact", OF_A_FACT, OPEN, words="所督办的") for kind in fact_kinds.values()),
        Parent(
            Publication,
            "publication",
            {
                End.EXPIRED: GO_ON,
                End.REPAIRED: LAPSE,
                # The fact's own end says what becomes of the demand.
                End.WITHDRAWN: GO_ON,
                End.TOLERATED: GO_ON,
                End.SUPERSEDED: GO_ON,
                End.DECLINED: Wait("urgings_unsure"),
            },
            OPEN,
        ),
    ),
)
TYPES = (PROMISE, URGING)

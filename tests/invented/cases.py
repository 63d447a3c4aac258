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
from common.deadlines.kinds import DeadlineKind
from common.ends import End
from common.notice_kinds import NoticeGroup
from common.open_matters import OpenMatter
from common.registry import OWN_TURN, Finder, Hit, Place, Queue, Sent, Work
from common.roles import Role
from common.tabs import evidence_tab, history_tab, talk_tab
from records.models import DishonestyRecord
from tests.invented.lists import URGINGS
from tests.invented.models import DEPARTMENTS, OFFICERS, Urging, UrgingStatus

S = UrgingStatus
LABEL = "invented.urging"
OPEN = Q(status__in=[S.PENDING, S.ANSWERED])


def _address(case):
    return reverse("invented:urging", args=[case.pk])


def _rows(**condition):
    return lambda posting: Urging.objects.visible_to(posting).filter(**condition).order_by("due_on")


def _work(case):
    return Work(f"督办 {case.demand}", _address(case), due=case.due_on, word=case.get_status_display())


def _queue(key, label, roles, status):
    return Queue(
        key,
        label,
        "",
        roles,
        _rows(status=status),
        lambda posting: f"{reverse('invented:urgings')}?status={status}",
        _work,
        "urgings",
        due="due_on",
    )


def _act(label, effect, name, **more):
    return Act(label, effect, lambda case, by, given: case.move(name, by=by, reason=given["reason"]), **more)


def _ordered(posting):
    return Urging.objects.visible_to(posting).filter(ordered_by=posting.user_id).order_by("due_on")


ANSWER = DeadlineKind(
    "urging_answer",
    "督办答复截止",
    (LABEL,),
    "statement",
    "部门须在这一天以前答复。",
    "提醒督办人。",
    frozenset({Role.OFFICER, Role.REPRESENTATIVE}),
    column="due_on",
)
URGING = CaseType(
    model=Urging,
    states=UrgingStatus,
    address=_address,
    notice_address=lambda key: reverse("invented:urging", args=[key]),
    places=(Place("urgings", "模拟督办", "监督", "invented:urgings"),),
    lists=(URGINGS,),
    queues=(
        _queue("urgings_answer", "督办待答复", DEPARTMENTS, S.PENDING),
        _queue("urgings_close", "督办待办结", OFFICERS, S.ANSWERED),
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
        "answer": _act("答复", "交督办人看过后办结。", "answer", is_first=True),
        "close": _act("办结", "督办到此为止。", "close", is_first=True),
        "return": _act("退回重答", "部门须重新答复。", "return"),
        "cancel": _act("撤回", "这件督办不再办理。", "cancel"),
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
            lambda units: Urging.objects.filter(OPEN, record__department__in=units),
        ),
    ),
    deadlines=("urging_answer",),
    notices=(NoticeGroup("urgings", "模拟督办", {"urging.due": "督办到期"}, 70),),
    outbox="urging",
    titles=("demand",),
    parents=(
        Parent(
            DishonestyRecord,
            "record",
            {
                End.WITHDRAWN: EndBy("lapse"),
                End.VOID: EndBy("lapse"),
                End.TOLERATED: Wait("urgings_close"),
                End.REOPENED: GO_ON,
            },
            OPEN,
            words="所督办的",
        ),
    ),
)
TYPES = (URGING,)

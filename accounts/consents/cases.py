"""The procedure of a consent（同意）, with every face given or declined, and the words of its notices."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from accounts.consents import services
from accounts.consents.acts import ACTS
from accounts.consents.kinds import consent_kinds
from accounts.consents.lists import CONSENTS, address_of, kind_of
from accounts.models import Consent, ConsentStatus
from accounts.models.consents import ENABLE, FACTOR, RESET
from common.cases.case_type import DECLINED, CaseType
from common.cases.story import story_of_itself
from common.notice_kinds import NoticeGroup
from common.registry import EVERYONE, Place, Queue, Sent, Work
from common.roles import BLIND_ROLES, SEPARATED_ROLES
from common.trail import Actor
from common.version_words import code_words

TURNS: dict[str, str] = {ConsentStatus.ASKED: "另一位管理员"}


def _waiting(posting: Actor) -> QuerySet[Consent]:
    return Consent.objects.visible_to(posting).waiting_for(posting).order_by("asked_at")


def _mine(posting: Actor) -> QuerySet[Consent]:
    mine = Consent.objects.visible_to(posting).filter(asked_by=posting.user_id)
    return mine.order_by("asked_at")


def _work(case: Consent) -> Work:
    word = case.get_status_display()
    return Work(f"{kind_of(case)}：{case.about}", address_of(case), word=word)


PLACE = Place(
    "consents",
    "同意事项",
    "管理",
    "accounts:consents",
    SEPARATED_ROLES,
    order=15,
    chapter="安全管理员与系统管理员",
)
WAITING = Queue(
    "consents",
    "待您同意的事项",
    "核实后同意或退回",
    BLIND_ROLES,
    _waiting,
    lambda posting: f"{reverse('common:work')}?{urlencode({'place': 'consents'})}",
    _work,
    place="consents",
    order=5,
)
SENT = Sent(
    "consents",
    "我请求同意的",
    EVERYONE,
    _mine,
    lambda state: (ConsentStatus(state).label, TURNS.get(state, "")),
    _work,
    order=85,
)
NOTICES = NoticeGroup(
    "postings",
    "岗位与交接",
    {
        services.ASKED: "待您同意",
        services.DECIDED: "同意事项的结果",
        RESET: "口令被重置",
        ENABLE: "账户被启用",
        FACTOR: "第二因素被重置",
    },
    30,
)
CONSENT = CaseType(
    model=Consent,
    states=ConsentStatus,
    address=address_of,
    notice_address=lambda key: reverse("accounts:consent", args=[key]),
    places=(PLACE,),
    lists=(CONSENTS,),
    queues=(WAITING,),
    sent=(SENT,),
    finder=DECLINED("从列表找到，数量很少"),
    evidence=DECLINED("没有须附的文书，事由写在请求里"),
    talk=DECLINED("双方当面或在理由里说明"),
    tabs=DECLINED("请求、办理、经过都在同一页"),
    acts=ACTS,
    bulk=DECLINED("逐件核实，不批量同意"),
    story=story_of_itself,
    handover=DECLINED("请求人离岗后不能再同意，由在任的人重新请求"),
    merger=DECLINED("属于管理员，不属于部门"),
    deadlines=DECLINED("没有期限的规则，请求一直有效到决定或撤回"),
    notices=(NOTICES,),
    outbox=DECLINED("不向外发消息"),
    titles=("kind", "about"),
    parents=DECLINED("不依附别的事项"),
)
TYPES = (CONSENT,)


def register() -> None:
    """Enter the words of the kinds; called once when the app is ready."""
    code_words.columns["consent.kind"] = lambda value, row: (
        consent_kinds[value].label if value in consent_kinds else value
    )

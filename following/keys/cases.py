"""The procedure of keys, with every face: the one place of its registration."""

from __future__ import annotations

from django.urls import reverse

from common.cases.case_type import DECLINED, CaseType
from common.cases.story import story_of_itself
from common.registry import Beginning, Finder, Hit, Place, Queue, Work
from common.roles import CREDIT_OFFICE, OFFICERS
from common.tabs import history_tab
from following.keys import acts
from following.keys.lists import KEYS, READERS, address
from following.keys.models import ApiKey
from following.keys.vocabulary import KeyStatus
from organisations.search import found_in
from postings.desk import in_queue

KEY = CaseType(
    model=ApiKey,
    states=KeyStatus,
    address=address,
    notice_address=lambda key: reverse("following:api_key", args=[key]),
    places=(
        Place(
            "api_keys",
            "开放接口密钥",
            "公开",
            "following:api_keys",
            READERS,
            order=39,
            chapter="关注和开放接口密钥",
            begins=(Beginning("发给一个密钥", "following:issue_key", OFFICERS),),
        ),
    ),
    lists=(KEYS,),
    queues=(
        Queue(
            "keys_waiting",
            "密钥申请待核准",
            "",
            CREDIT_OFFICE,
            lambda posting: ApiKey.objects.to_decide(posting).order_by("id"),
            in_queue("following:api_keys", KeyStatus.WAITING, "status"),
            lambda key: Work(
                f"密钥申请 {key.number}",
                address(key),
                key.holder,
                f"每小时 {key.per_hour} 次",
                key.get_status_display(),
            ),
            "api_keys",
            90,
        ),
    ),
    sent=DECLINED("密钥由公众网站上的人申请，发给以后不再往来"),
    finder=Finder(
        "api_keys",
        "开放接口密钥",
        lambda posting, words: ApiKey.objects.visible_to(posting).filter(found_in(words, "number", "holder")),
        lambda key: Hit(key.number, address(key), key.get_status_display()),
        "following:api_keys",
    ),
    evidence=DECLINED("申请写明用途，不附材料"),
    talk=DECLINED("核准、停用一次办完，没有往来"),
    tabs=(history_tab("following.apikey"),),
    acts=acts.ACTS,
    bulk=DECLINED("每个密钥逐件核准"),
    story=story_of_itself,
    handover=DECLINED("由省级信用办任何一位经办或者负责人核准"),
    merger=DECLINED("持有人不是名录里的机构，不随机构调整移转"),
    deadlines=DECLINED("没有条文规定核准密钥的期限；到期日写在密钥上"),
    notices=DECLINED("待核准的列在“我的工作”里，不另发提醒"),
    outbox=DECLINED("密钥不引起信息变动，没有消息发出"),
    titles=("number",),
    parents=DECLINED("密钥不依附于别的事项"),
)
TYPES = (KEY,)

"""The list of keys."""

from __future__ import annotations

from django.urls import reverse

from common.lists.columns import Column, day_column, link
from common.lists.facets import Facet
from common.lists.spec import ListSpec
from common.lists.usual import number_column, status_column
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor
from following.keys.filters import KeyFilter
from following.keys.models import ApiKey
from following.keys.querysets import KeyQuerySet
from following.keys.vocabulary import KeyStatus

READERS = CREDIT_OFFICE | AUDITORS
SHAPES = {KeyStatus.WAITING: "objection", KeyStatus.ACTIVE: "mended"}


def address(key: ApiKey) -> str:
    """Return the page of a key."""
    return reverse("following:api_key", args=[key.pk])


def shape(key: ApiKey) -> str:
    """Return the shape of the mark of its state."""
    return SHAPES.get(KeyStatus(key.status), "plain")


def keys_of(posting: Actor) -> KeyQuerySet:
    """Return the keys that a posting may see."""
    found: KeyQuerySet = ApiKey.objects.visible_to(posting)
    return found


KEYS = ListSpec(
    key="api_keys",
    label="开放接口密钥",
    unit="个",
    url_name="following:api_keys",
    rows=keys_of,
    filterset=KeyFilter,
    roles=READERS,
    template="following/api_keys.html",
    default="-asked",
    hint="公众网站上申请的，由省级信用办核准；也可以直接发给。密钥本身不保存，丢了只能另行申请。",
    empty="还没有密钥。公众网站的“申请密钥”里提出的，列在这里。",
    columns=(
        number_column("编号", lambda k: link(address(k), k.number, "code")),
        Column("holder", "单位或者系统", lambda k: k.holder, css="wrap"),
        Column("per_hour", "每小时次数", lambda k: k.per_hour, sort=["per_hour"]),
        day_column("asked", "提出日期", "asked_on"),
        day_column("until", "有效期至", "valid_until"),
        status_column(KeyStatus, shape),
    ),
    facets=(Facet("status", "status"),),
)

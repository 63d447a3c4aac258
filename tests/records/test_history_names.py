"""Every row of the field history has a name that people understand, and no page of it shows a key or a code."""

from __future__ import annotations

import re

import pytest

from common import services as common
from common.roles import Role
from common.versions import Asked, Version, kinds, search
from exchange.services.duties import open_duties
from postings.services import clock_posting
from tests import factories, world
from tests.office import client_of, look
from tests.shared_worlds import shared

pytestmark = [pytest.mark.django_db, pytest.mark.world]
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{8}$")
CODE = re.compile(r"[a-z]{2,}_[a-z]+|[a-z]{3,}")


@pytest.fixture
def told() -> list[Version]:
    """The newest versions of a world with something of everything in it."""
    return newest_versions(world.scope("320100"))


@shared
def newest_versions(made: world.Scope) -> list[Version]:
    world.proposed_rule(factories.posting(Role.OFFICER))
    clerk = made.seats[Role.CLERK]
    look(client_of(clerk), clerk, made.things["official"])
    week = {"since": world.TODAY, "until": world.TODAY + world.timedelta(days=7)}
    factories.deputy(clerk, by=clerk, person=factories.person(), **week)
    open_duties(world.TODAY, by=clock_posting())
    common.keep_setting("records", ["number"], 50, by=clerk)
    return [version for kind in kinds() for version in search(Asked(kind=kind), limit=60)]


def test_every_row_has_a_name_without_key_or_code(told: list[Version]) -> None:
    assert len({version.kind for version in told}) > 25
    for version in told:
        assert version.name, version.kind
        assert not KEY.search(version.name), (version.kind, version.name)
        assert not CODE.search(re.sub(r"person\d+|\w+\.(xlsx|csv)", "", version.name)), (
            version.kind,
            version.name,
        )


def test_no_change_shows_a_key(told: list[Version]) -> None:
    hidden = {"公开编号", "文件指纹", "存放位置"}
    for version in told:
        for change in version.changes:
            if change.label not in hidden:
                assert not KEY.search(change.new), (version.kind, change)


def test_a_step_of_a_career_is_called_by_its_official_masked_and_its_post(told: list[Version]) -> None:
    steps = [version.name for version in told if version.kind == "dossiers.careerstep"]
    seats = [version.name for version in told if version.kind == "postings.ownaccess"]
    assert steps
    assert all(" · " in name and "*" in name for name in steps)
    assert seats
    assert all("*" in name for name in seats)


def test_a_posting_is_called_by_its_person_role_and_place(told: list[Version]) -> None:
    names = [version.name for version in told if version.kind == "postings.posting"]
    assert any("录入员" in name and "南京市" in name for name in names)

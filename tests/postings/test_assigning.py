"""分派: what waits in one's queue goes to a colleague of the same office, who is asked for it; nobody is shut out."""

from __future__ import annotations

import pytest

from common.errors import Incomplete, NotAllowed
from common.models import Notice
from common.registry import registry
from common.roles import Role
from common.worklist import first_rows
from postings.services.assigning import TOPIC, asked_of, assign, within_reach
from tests import factories
from tests.office import acts_of, client_of, text

pytestmark = pytest.mark.django_db
QUEUE = "review"


@pytest.fixture
def waiting():
    return [factories.record("pending_review") for _ in range(2)]


@pytest.fixture
def reviewers():
    return [factories.posting(Role.REVIEWER, "320100") for _ in range(3)]


def queue():
    return registry.queue(QUEUE, Role.REVIEWER)


def asked(seat) -> list[str]:
    found = Notice.objects.waiting_for(seat.pk).filter(topic=TOPIC)
    return list(found.values_list("text", flat=True))


def test_the_colleague_is_asked_with_the_day_and_the_trail_says_who_asked_whom(waiting, reviewers):
    me, colleague, _ = reviewers
    page = client_of(me).get(f"/work/share/{QUEUE}/")
    assert waiting[0].document_number in text(page)
    given = {"to": str(colleague.pk), "case": [str(waiting[0].pk)]}
    answer = client_of(me).post(f"/work/share/{QUEUE}/", given)
    assert answer["Location"] == "/records/?queue=review"
    (told,) = asked(colleague)
    assert told.startswith(f"{me.user.name}请您办理：")
    assert Notice.objects.get(topic=TOPIC).due_on
    assert acts_of(waiting[0])[-1] == "assign"
    assert acts_of(waiting[1])[-1] == "submit"
    assert f"已分给 {colleague.user.name}" in text(client_of(me).get(f"/work/share/{QUEUE}/"))
    assert "分给同事" in text(client_of(me).get("/records/?queue=review"))
    for seat in reviewers:
        assert first_rows(queue(), seat).count() == 2, "it stays in everybody's queue"


def test_asked_anew_the_last_colleague_alone_is_asked(waiting, reviewers):
    me, first, second = reviewers
    for seat in (first, second):
        assign(queue(), [waiting[0].pk], seat, by=me)
    assert (asked(first), len(asked(second))) == ([], 1)
    assert asked_of([waiting[0].pk]) == {waiting[0].pk: second.user.name}


def test_only_colleagues_of_the_same_office_who_reach_the_case_are_asked(waiting, reviewers):
    me, *near = reviewers
    far, clerk = factories.posting(Role.REVIEWER, "320500"), factories.posting(Role.CLERK, "320100")
    reached = {held.pk for held in within_reach(queue(), me)}
    assert reached >= {held.pk for held in near}
    assert not reached & {far.pk, clerk.pk, me.pk}
    for other in (far, clerk, me):
        with pytest.raises(NotAllowed):
            assign(queue(), [waiting[0].pk], other, by=me)
    with pytest.raises(Incomplete):
        assign(queue(), [], near[0], by=me)
    with pytest.raises(Incomplete):
        assign(queue(), [factories.record("draft").pk], near[0], by=me)
    assert not Notice.objects.filter(topic=TOPIC).exists()


def test_a_queue_of_another_role_or_one_that_is_no_work_is_none(reviewers):
    client = client_of(reviewers[0])
    for key in ("to_publish", "notices", "nonsense"):
        assert client.get(f"/work/share/{key}/").status_code == 404


def test_what_is_not_ticked_is_said_beside_its_field(waiting, reviewers):
    answer = client_of(reviewers[0]).post(f"/work/share/{QUEUE}/", {"to": ""})
    assert answer.status_code == 422
    assert "请选择分给" in text(answer)

"""Field history: every model, every version, who was acting; nothing sealed in it; it cannot be changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, models, transaction

from common.cases.page_token import token_of
from common.history import told
from common.roles import Role
from integrity_portal.celery import app
from organisations.models import Official, Region
from postings.models import Posting
from tests import factories
from tests.databases import as_owner
from tests.office import sit

pytestmark = pytest.mark.django_db

PORTAL_APPS = (
    *("common", "accounts", "letters", "intake", "records", "discipline", "commitments", "appeals"),
    *("challenges", "supervision", "disclosure", "credit_reports", "exchange", "following", "inquiries"),
)
EXEMPT = {
    "common.transition": "the trail itself",
    "commitments.watchentry": "a row of a list comes whole with its version and is never changed; a later version brings a new row",
    "exchange.columnchoice": "how one person matched columns last, as a saved filter; each batch keeps its own",
    "exchange.rowerror": "staging: goes with the batch's files",
    "dossiers.fileaccess": "a log of its own, written once",
    "disclosure.publicreport": "what the public is told of a report, whose own row keeps its history",
    "credit_reports.reportreader": "hashes alone, of query codes that are told under them",
    "disclosure.filepart": "the newest generation of a file alone; whoever made it keeps what it was made from",
    "disclosure.takensnapshot": "ids and marks of the last open data, replaced by those of the next",
    "inquiries.inquiryrow": "a trigger lets an answer never change; what it says of a person goes when its keeping is over",
    "intake.answer": "written once",
    "intake.receivedmessage": "a log of its own; what is kept in it is ciphertext",
    "disclosure.departmentkey": "a random key, given once and never changed",
    "common.publicgeneration": "a counter, each step of which is an act on the trail",
    "following.announced": "ids of what stands in public, brought up to date each minute",
    "following.delivery": "a log of its own, gone after thirty days",
    "following.webhook": "named and ended by the holder of a key; its calls tell what became of it",
    "following.alert": "a visitor's own wish: nothing of it may outlive its end",
    "records.fact": "a copy of the kind's own row, whose history says when it changed",
    "records.registeredkind": "rows of the migrations",
    "supervision.aggregationrun": "the log of the nightly run",
    "supervision.promisecell": "counted anew each night, like the other figures",
    "supervision.repairfigure": "written once a quarter and never changed",
    "accounts.loginentry": "a log of its own, appended only",
    "accounts.officesession": "gone when it ends, which the login log tells",
    "accounts.authenticator": "set up, replaced and forgotten in the login log and on the trail; its secret is sealed",
    "accounts.recoverycodes": "hashes alone; each use and each renewal stands in the login log",
    "accounts.formerpassword": "hashes of passwords alone",
    "exchange.answerseries": "a counter: each answer keeps its own number",
    "exchange.signedanswer": "written once: a trigger refuses every change",
    "exchange.candidate": "the rows of a check as it was answered; its trail tells what became of them",
    "accounts.keptform": "what was not sent, for a day",
}


def event_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


def tracked() -> set[str]:
    return {model.pgh_tracked_model._meta.label_lower for model in event_models()}


def is_summary(model: type[models.Model]) -> bool:
    return model.__module__ == "supervision.models.summaries"


def events(model: type[models.Model], **filters: Any) -> list[Any]:
    event = next(e for e in event_models() if e.pgh_tracked_model is model)
    return list(event.objects.filter(**filters).order_by("pgh_id"))


def test_every_model_but_trail_staging_and_summaries_has_a_history():
    own = [
        model
        for name in PORTAL_APPS
        for model in apps.get_app_config(name).get_models()
        if model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    ]
    missing = {m._meta.label_lower for m in own if not is_summary(m)} - tracked() - set(EXEMPT)
    assert missing == set()


def test_no_sealed_column_is_in_any_history():
    assert len(event_models()) > 20
    for event in event_models():
        for field in event._meta.fields:
            assert not isinstance(field, models.BinaryField), (event, field)
            assert field.column != "password", event
            assert not field.column.endswith(("_sealed", "_hash", "_secret")), (event, field)


def test_a_sealed_number_and_a_password_leave_nothing_behind():
    made = factories.official(id_number="320102199001011234")
    person = factories.person()
    person.set_password("another horse battery")
    person.save()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(e)::text FROM organisations_officialevent e WHERE pgh_obj_id = %s", [made.pk]
        )
        rows = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT to_jsonb(e)::text FROM accounts_userevent e WHERE pgh_obj_id = %s", [person.pk]
        )
        rows += [row[0] for row in cursor.fetchall()]
    assert len(rows) == 2
    assert not [row for row in rows if "19900101" in row or made.id_number_hash in row or "md5" in row]


def test_history_is_kept_for_bulk_writes_too():
    first, second = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    Posting.objects.filter(pk__in=[first.pk, second.pk]).update(domain="ppp")
    assert [e.pgh_label for e in events(Posting, pgh_obj=first)] == ["insert", "update"]
    assert [e.domain for e in events(Posting, pgh_obj=second)] == ["", "ppp"]


def test_an_update_that_changes_nothing_makes_no_version():
    made = factories.posting(Role.CLERK)
    Posting.objects.filter(pk=made.pk).update(role=Role.CLERK)
    assert len(events(Posting, pgh_obj=made)) == 1


def test_history_can_be_neither_changed_nor_deleted():
    made = factories.official()
    for statement in (
        "UPDATE organisations_officialevent SET name = 'x'",
        "DELETE FROM organisations_officialevent",
    ):
        refused = pytest.raises((InternalError, IntegrityError))
        with refused, transaction.atomic(), as_owner() as cursor:
            cursor.execute(statement)
    assert len(events(Official, pgh_obj=made)) == 1


def test_reference_data_has_its_first_version():
    city = factories.region("320100")
    assert [e.pgh_label for e in events(Region, pgh_obj=city)] == ["insert"]
    assert events(Region, pgh_obj=city)[0].path == city.path


def test_a_request_tells_person_posting_request_and_address():
    made = factories.record()
    client, held = sit(Role.CLERK)
    own = factories.record(clerk=held)
    client.post(
        f"/records/{own.record_no}/void/",
        {"page_token": token_of(own), "reason": "录错"},
        REMOTE_ADDR="10.1.2.3",
    )
    version = events(type(made), pgh_obj=own)[-1]
    told_of = version.pgh_context.metadata
    assert version.status == "void"
    assert told_of["actor"] == str(held.user_id)
    assert told_of["posting_id"] == str(held.pk)
    assert told_of["actor_name"] == held.user.name
    assert told_of["address"] == "10.1.2.3"
    assert len(told_of["request_id"]) == 36


def test_only_a_trusted_proxy_is_believed_about_the_address(settings):
    client, held = sit(Role.CLERK)
    for trust, address in ((False, "127.0.0.1"), (True, "10.9.9.9")):
        settings.TRUST_PROXY = trust
        own = factories.record(clerk=held)
        client.post(
            f"/records/{own.record_no}/void/",
            {"page_token": token_of(own), "reason": "录错"},
            HTTP_X_FORWARDED_FOR="1.1.1.1, 10.9.9.9",
        )
        assert events(type(own), pgh_obj=own)[-1].pgh_context.metadata["address"] == address


def test_outside_a_request_an_act_tells_who_acts():
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    assert events(type(made), pgh_obj=made)[0].pgh_context.metadata["posting_id"] == str(clerk.pk)


def test_a_job_is_told_by_its_name_and_still_by_who_acts():
    clerk = factories.posting(Role.CLERK)

    @app.task(name="tests.enter")
    def enter() -> str:
        return str(factories.record(clerk=clerk).pk)

    key = enter.apply(task_id="job-1").get()
    told_of = events(apps.get_model("records.dishonestyrecord"), pgh_obj_id=key)[0].pgh_context.metadata
    assert told_of["task"] == "tests.enter"
    assert told_of["request_id"] == "job-1"
    assert told_of["actor"] == str(clerk.user_id)


def test_the_first_told_actor_of_a_request_stays():
    first, second = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    with told(**first.snapshot()):
        made = factories.record(clerk=second)
    assert events(type(made), pgh_obj=made)[0].pgh_context.metadata["actor"] == str(first.user_id)

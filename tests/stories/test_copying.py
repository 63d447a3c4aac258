"""What a button copies: the address of a list as others open it, and a file's fingerprint whole."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from playwright.sync_api import expect

from common import services
from common.roles import Role
from tests import factories, world
from tests.stories.office import Office

pytestmark = [pytest.mark.story, pytest.mark.commits, pytest.mark.long]


@pytest.fixture
def clerk(committed_db):
    yield factories.posting(Role.CLERK)
    connection.close()


def test_a_button_copies_the_field_that_it_names_or_the_text_that_it_holds(page, live_office, clerk):
    made = factories.record(clerk=clerk)
    upload = SimpleUploadedFile("送达回证.pdf", world.PDF)
    laid = services.attach(made, upload, title="送达回证", by=clerk)
    office = Office(page, live_office)
    office.sit(clerk)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    office.open("/records/?status=draft")
    page.locator("[data-copy]").evaluate("button => button.click()")
    expect(page.locator("[data-copy]")).to_have_text("已复制")
    assert "/records/?columns=" in copied(page)
    office.open(f"/evidence/{laid.pk}/")
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("已复制")
    assert copied(page) == laid.sha256
    assert not broken


def copied(page):
    return page.evaluate("navigator.clipboard.readText()")

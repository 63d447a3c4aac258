"""Evidence: checked by content, stored closed, never deleted; who may, in which state; every look on the trail."""

from __future__ import annotations

import hashlib
import io
import stat
import sys
import zipfile

import pytest
from django.db import InternalError, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from common import services
from common.errors import ActRefused, Incomplete, NotAllowed, StaleState, WrongState
from common.file_kinds import require_kind
from common.models import Evidence, Transition
from common.roles import Role
from postings.models import Handover, Posting, Responsibility
from postings.services.deputies import held_postings
from tests import factories
from tests.common.conftest import JPEG, PDF, PNG, archive, sent
from tests.databases import as_owner
from tests.office import acts_of
from tests.untold import put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES = tmp_path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RELATION = (
    "<Relationships><Relationship Id='r' Type='http://x.invalid/relationships/{}' Target='{}'\n"
    " TargetMode='External'/></Relationships>"
)


def related(part, kind, target):
    """A document whose part is related to something elsewhere."""
    made = io.BytesIO(archive(part))
    with zipfile.ZipFile(made, "a") as added:
        added.writestr("word/_rels/settings.xml.rels", RELATION.format(kind, target))
    return made.getvalue()


def laid(status: str = "draft", **fields):
    """A record with one file of its clerk's."""
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk, **fields)
    found = services.attach(made, sent(), title="送达回证", by=clerk)
    return factories.walk(made, status, clerk), found, clerk


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml"), "word"),
        ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), "sheet"),
        ("a.ofd", archive("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
    ],
)
def test_a_file_is_what_its_content_says(name, data, kind):
    assert kind in require_kind(name, data)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"", "文件是空的"),
        ("a.pdf", PNG, "内容却是PNG"),
        ("a", PDF, "（无）"),
        ("a.exe", b"MZ" + b"\x00" * 100, "认不出文件的内容"),
        ("a.html", b"<html><script>alert(1)</script>", "认不出文件的内容"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "认不出文件的内容"),
        ("a.zip", archive("readme.txt"), "认不出文件的内容"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "有宏"),
        ("a.xlsx", archive("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "宏表"),
        ("a.xlsx", archive("xl/workbook.xml", "xl/activeX/activeX1.xml"), "控件"),
        ("a.docx", archive("word/document.xml", "word/embeddings/oleObject1.bin"), "嵌入"),
        ("a.docx", archive("word/document.xml", "word/embeddings/Book1.xlsx"), "嵌入"),
        ("a.docx", related("word/document.xml", "attachedTemplate", "http://x.invalid/t.dotm"), "外部的模板"),
        ("a.xlsx", related("xl/workbook.xml", "externalLinkPath", "file:///c:/x.xlsx"), "外部的模板"),
        ("a.docx", related("word/document.xml", "image", "http://x.invalid/pixel.png"), "外部的模板"),
        ("a.doc", OLE, "旧版 .doc"),
        ("a.xls", OLE, "旧版 .doc"),
        ("a.pdf", OLE, "旧版 .doc"),
        ("a.docx", b"PK\x03\x04" + b"broken" * 20, "认不出文件的内容"),
        ("a.docx", archive(*(f"{n}.xml" for n in range(5_001))), "解开后过大"),
        ("a.pdf", PDF + b"0" * 20 * 1024 * 1024, "超过 20 MB"),
    ],
)
def test_what_is_no_evidence_is_refused_in_words(name, data, sentence):
    with pytest.raises(Incomplete, match=sentence) as refused:
        require_kind(name, data)
    assert refused.value.fields["file"] == refused.value.message


def test_a_link_that_a_reader_may_follow_is_no_reference_from_which_anything_is_fetched():
    linked = related("word/document.xml", "hyperlink", "https://www.jiangsu.gov.cn/")
    assert require_kind("a.docx", linked).endswith("wordprocessingml.document")


def test_a_bomb_is_refused_by_its_directory_alone():
    with pytest.raises(Incomplete, match="解开后过大"):
        require_kind("a.docx", archive("word/document.xml", size=301 * 1024 * 1024))


def test_a_file_is_stored_closed_under_a_name_that_tells_nothing(settings):
    made, found, clerk = laid()
    path = settings.FILES / found.stored_path
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "送达" not in found.stored_path
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (found.title, found.file_name, found.scan) == ("送达回证", "送达回证.pdf", "none")
    assert (found.uploader_name, found.posting_unit) == (clerk.user.name, "江苏省")
    row = Transition.objects.get(object_id=made.pk, act="attach_evidence")
    assert row.after == {"evidence": str(found.pk), "title": "送达回证", "sha256": found.sha256}


def test_a_path_in_the_name_is_cut_off():
    _, _, clerk = laid()
    made = factories.record(clerk=clerk)
    found = services.attach(made, sent("C:\\\\档案\\\\回证.pdf"), title=" ", by=clerk)
    assert (found.file_name, found.title) == ("回证.pdf", "回证")


@pytest.mark.parametrize("given", [{"title": "机密★10年"}, {"name": "秘密★判决书.pdf"}])
def test_a_secrecy_mark_in_a_name_is_refused_and_nothing_is_kept(settings, given):
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    with pytest.raises(Incomplete, match="密级标志"):
        services.attach(made, sent(given.get("name", "a.pdf")), title=given.get("title", ""), by=clerk)
    assert not list(settings.FILES.rglob("*.pdf"))
    assert acts_of(made) == ["enter"]


def test_the_same_file_is_laid_once_and_again_after_its_withdrawal(settings):
    made, found, clerk = laid()
    with pytest.raises(Incomplete, match="已经在这里"):
        services.attach(made, sent("另一个名字.pdf"), title="", by=clerk)
    assert len(list(settings.FILES.rglob("*.pdf"))) == 1
    services.withdraw(found, by=clerk, reason="传错了")
    services.attach(made, sent(), title="", by=clerk)
    assert Evidence.objects.of(made).standing().count() == 1


def scanner(status: int) -> str:
    return f'"{sys.executable}" -c "import sys; open(sys.argv[1]).close(); sys.exit({status})"'


def test_a_scanner_is_called_with_the_path(settings):
    settings.VIRUS_SCANNER = scanner(0)
    assert laid()[1].scan == "clean"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [(scanner(1), "发现病毒"), (scanner(2), "没有正常工作"), ("/nowhere/scan", "没有正常工作")],
)
def test_what_the_scanner_does_not_pass_is_not_kept(settings, command, sentence):
    settings.VIRUS_SCANNER = command
    with pytest.raises(ActRefused, match=sentence):
        laid()
    assert not list(settings.FILES.rglob("*.pdf"))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {"clerk", "finding_body", "representative"}]
)
def test_other_roles_attach_nothing(role):
    made = factories.record("confirmed")
    with pytest.raises(NotAllowed):
        services.attach(made, sent(), title="", by=factories.posting(role))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("status", "passes"),
    [
        ("draft", True),
        ("returned", True),
        ("pending_review", False),
        ("pending_notice", True),
        ("statement", True),
        ("confirmed", True),
        ("not_included", False),
        ("withdrawn", False),
        ("void", False),
    ],
)
def test_who_entered_adds_evidence_but_not_under_review_nor_to_the_dead(status, passes):
    clerk = factories.posting(Role.CLERK)
    made = factories.record(status, clerk=clerk)
    if passes:
        services.attach(made, sent(), title="", by=clerk)
        assert "attach_evidence" in acts_of(made)
        return
    with pytest.raises(WrongState):
        services.attach(made, sent(), title="", by=clerk)


def test_another_clerk_adds_nothing_until_the_draft_is_handed_over():
    made = factories.record()
    other = factories.posting(Role.CLERK)
    with pytest.raises(NotAllowed, match="只有录入人或承接人"):
        services.attach(made, sent(), title="", by=other)
    giver = Posting.objects.get(user=made.entered_by)
    handover = put(Handover(giver=giver, receiver=other, listed_by=giver.user))
    Responsibility.objects.create(kind="record_draft", object_id=made.pk, posting=other, handover=handover)
    assert services.attach(made, sent(), title="", by=other).posting_id == other.pk


def test_the_deputy_of_who_entered_adds_in_the_holders_place():
    holder, person, today = factories.posting(Role.CLERK), factories.person(), timezone.localdate()
    own, other = factories.record(clerk=holder), factories.record()
    factories.deputy(holder, by=holder, person=person, since=today, until=today)
    deputy = held_postings(person, today)[0]
    laid = services.attach(own, sent(), title="", by=deputy)
    assert "代理" in laid.uploader_name
    with pytest.raises(NotAllowed):
        services.attach(other, sent(), title="", by=deputy)


def test_a_finding_body_adds_to_its_own_findings():
    body = factories.posting(Role.FINDING_BODY)
    own = factories.record("confirmed", finding_unit=body.unit)
    services.attach(own, sent(), title="", by=body)
    with pytest.raises(NotAllowed, match="不在您的岗位范围内"):
        services.attach(factories.record("confirmed"), sent(), title="", by=body)


@pytest.mark.parametrize(
    ("status", "passes"), [("pending_notice", True), ("statement", True), ("confirmed", True)]
)
def test_the_department_adds_its_own_from_notice_on(status, passes):
    unit = factories.department()
    made = factories.record(status, department=unit)
    theirs = factories.posting(Role.REPRESENTATIVE, None, unit=unit)
    assert services.attach(made, sent(), title="付款凭证", by=theirs).posting_role == "representative"


def test_the_department_adds_nothing_before_notice_nor_to_another_unit():
    unit = factories.department()
    theirs = factories.posting(Role.REPRESENTATIVE, None, unit=unit)
    for made in (factories.record("pending_review", department=unit), factories.record("statement")):
        with pytest.raises(NotAllowed, match="不在您的岗位范围内"):
            services.attach(made, sent(), title="", by=theirs)


def test_a_file_is_withdrawn_by_who_sent_it_with_a_reason_before_review():
    made, found, clerk = laid()
    with pytest.raises(Incomplete, match="理由"):
        services.withdraw(found, by=clerk, reason=" ")
    with pytest.raises(NotAllowed, match="上传人自己"):
        services.withdraw(found, by=factories.posting(Role.CLERK), reason="x")
    services.withdraw(found, by=clerk, reason="传错了文件")
    assert (found.withdrawn_by, found.withdrawn_reason) == (clerk.user_id, "传错了文件")
    assert acts_of(made)[-1] == "withdraw_evidence"
    with pytest.raises(StaleState):
        services.withdraw(found, by=clerk, reason="再来一次")


def test_what_was_reviewed_with_a_record_stays():
    _, found, clerk = laid("pending_review")
    with pytest.raises(WrongState, match="已交复核"):
        services.withdraw(found, by=clerk, reason="x")
    assert not Evidence.objects.get().withdrawn_reason


def test_the_department_takes_back_its_own_until_the_decision():
    unit = factories.department()
    theirs = factories.posting(Role.REPRESENTATIVE, None, unit=unit)
    made = factories.record("statement", department=unit)
    first = services.attach(made, sent(), title="", by=theirs)
    second = services.attach(made, sent("图.png", PNG), title="", by=theirs)
    services.withdraw(first, by=theirs, reason="有误")
    made.confirm(by=factories.posting(Role.REVIEWER), reason="事实清楚")
    with pytest.raises(WrongState, match="已是认定的依据"):
        services.withdraw(second, by=theirs, reason="有误")


def test_reading_is_on_the_trail_and_a_withdrawn_file_is_for_the_auditor_alone():
    _, found, clerk = laid()
    assert services.read_content(found, act="view", by=clerk) == PDF
    services.withdraw(found, by=clerk, reason="传错了")
    with pytest.raises(WrongState, match="已经撤回"):
        services.read_content(found, act="download", by=clerk)
    assert services.read_content(found, act="download", by=factories.posting(Role.AUDITOR)) == PDF
    assert acts_of(found) == ["view", "download"]


def test_a_file_that_was_changed_or_lost_on_disk_is_not_handed_out(settings):
    _, found, clerk = laid()
    path = settings.FILES / found.stored_path
    path.write_bytes(PDF + b"x")
    with pytest.raises(WrongState, match="指纹不一致"):
        services.read_content(found, act="view", by=clerk)
    path.unlink()
    with pytest.raises(WrongState, match="不在原处"):
        services.read_content(found, act="view", by=clerk)
    assert acts_of(found) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM common_evidence",
        "UPDATE common_evidence SET title = 'x'",
        "UPDATE common_evidence SET sha256 = repeat('0', 64)",
        "UPDATE common_evidence SET withdrawn_at = now()",
        "UPDATE common_evidence SET size = 0",
    ],
)
def test_the_database_keeps_evidence_as_it_is(statement):
    laid()
    refused = pytest.raises((InternalError, IntegrityError))
    with refused, transaction.atomic(), as_owner() as cursor:
        cursor.execute(statement)


def test_the_database_lets_a_withdrawal_stand():
    _, found, clerk = laid()
    services.withdraw(found, by=clerk, reason="传错了")
    refused = pytest.raises((InternalError, IntegrityError))
    with refused, transaction.atomic():
        Evidence.objects.update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")

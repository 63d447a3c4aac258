"""Keys of encrypted columns are changed on data: everything is read under the new key, and nothing tells of it."""

from __future__ import annotations

import base64
import json
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from common.cipher import UnknownKey, decrypt
from common.models import Transition
from common.models.sealed import SealedField
from dossiers.models import FileRequest
from dossiers.services import own_files
from dossiers.vocabulary import FilePart
from integrity_portal import key_rotation
from integrity_portal.secrets import load_keys
from organisations.models import Official
from tests import factories

pytestmark = pytest.mark.django_db
OLD, NEW, LOST = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2, 3))
NUMBERS = [f"32010219900101{number:04}" for number in range(1, 8)]


@pytest.fixture
def officials(settings: Any) -> list[Official]:
    settings.FIELD_KEYS = [OLD]
    made = [factories.official(id_number=number) for number in NUMBERS]
    without = factories.official()
    without.seal_id_number("")
    without.save()
    settings.FIELD_KEYS = [NEW, OLD]
    return made


def rotate(*options: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *options, stdout=out)
    return out.getvalue()


def numbers() -> list[str]:
    return sorted(one.open_id_number() for one in Official.objects.exclude(id_number_sealed=None))


def test_every_column_that_is_named_sealed_is_found_in_every_model():
    named = {
        f"{model._meta.label_lower}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.local_fields
        if column.name.endswith("_sealed")
    }
    assert len(named) >= 2
    assert {key_rotation.Progress(column, 0).label for column in key_rotation.sealed_columns()} == named


def test_a_sealed_column_is_a_binary_one_to_a_migration():
    assert SealedField(null=True).deconstruct()[1] == "django.db.models.BinaryField"
    assert issubclass(SealedField, models.BinaryField)


def test_after_the_rotation_the_old_key_can_be_thrown_away(officials, settings):
    assert "重新加密 7" in rotate()
    settings.FIELD_KEYS = [NEW]
    assert numbers() == NUMBERS


def test_before_the_rotation_the_old_key_cannot_be_thrown_away(officials, settings):
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(UnknownKey):
        numbers()


def test_the_number_in_a_request_is_rotated_too(officials, settings):
    settings.FIELD_KEYS = [OLD]
    post = factories.own_actor(officials[0])
    asked = FileRequest(part=FilePart.IDENTITY, field="id_number", label="证件号码", reason="与身份证不符")
    own_files.ask_correction(post, asked, number=NUMBERS[1])
    settings.FIELD_KEYS = [NEW, OLD]
    assert "dossiers.filerequest.wanted_sealed：1 / 1，重新加密 1" in rotate()
    settings.FIELD_KEYS = [NEW]
    asked.refresh_from_db()
    assert decrypt(bytes(asked.wanted_sealed or b"")) == NUMBERS[1]


def test_a_second_run_changes_nothing(officials):
    rotate()
    before = dict(Official.objects.values_list("pk", "id_number_sealed"))
    assert "本次重新加密 0 个" in rotate()
    assert {key: bytes(value or b"") for key, value in before.items()} == {
        key: bytes(value or b"") for key, value in Official.objects.values_list("pk", "id_number_sealed")
    }


def test_a_run_that_broke_off_goes_on_where_it_was(officials, settings):
    heard: list[int] = []

    def break_off(progress: key_rotation.Progress) -> None:
        heard.append(progress.done)
        if progress.done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        key_rotation.rotate(break_off, batch=2)
    assert heard == [2, 4]
    assert numbers() == NUMBERS
    done = {one.label: one for one in key_rotation.rotate(lambda _: None, batch=2)}[
        "organisations.official.id_number_sealed"
    ]
    assert (done.total, done.changed, done.kept) == (7, 3, 4)
    settings.FIELD_KEYS = [NEW]
    assert numbers() == NUMBERS


def test_a_run_takes_a_statement_for_each_batch_not_for_each_row(officials, django_assert_max_num_queries):
    with django_assert_max_num_queries(2 + 5 * len(key_rotation.sealed_columns())):
        key_rotation.rotate(lambda _: None)


def test_the_history_holds_no_sealed_value_and_gets_no_version_of_a_rotation(officials):
    event = Official.pgh_event_model  # type: ignore[attr-defined]
    before = event.objects.count()
    rotate()
    assert event.objects.count() == before > 0


def test_the_run_stands_in_the_trail_with_its_numbers_and_no_plain_text(officials):
    rotate()
    row = Transition.objects.get(act="rotate_keys")
    assert row.actor_name == "系统时钟"
    assert row.after["organisations.official.id_number_sealed"] == {"changed": 7, "kept": 0, "unreadable": 0}
    assert not [number for number in NUMBERS if number in json.dumps(row.after) + row.reason]


def test_a_value_under_a_lost_key_is_named_and_the_others_are_rotated(officials, settings):
    settings.FIELD_KEYS = [LOST]
    stray = factories.official(id_number="320102199001019999")
    settings.FIELD_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match=f"1 个密文用现有的密钥都解不开（{stray.pk}）") as refusal:
        rotate()
    assert "旧密钥一个也不能去掉" in str(refusal.value)
    settings.FIELD_KEYS = [NEW, LOST]
    assert len(numbers()) == 8
    assert "320102199001019999" not in str(refusal.value)


def test_a_key_that_is_none_is_told_before_anything_is_touched(officials, settings):
    settings.FIELD_KEYS = ["not a key", OLD]
    with pytest.raises(CommandError, match="第 1 个密钥不是"):
        rotate()
    settings.FIELD_KEYS = [OLD]
    assert numbers() == NUMBERS


@pytest.fixture
def key_file(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("FIELD_KEYS", raising=False)
    settings.VAR = tmp_path
    settings.FIELD_KEYS = field_keys(tmp_path)
    return tmp_path


def field_keys(var: Any) -> list[str]:
    return load_keys(var)["field_keys"].split(",")


def test_from_a_new_key_to_the_old_one_dropped_nothing_is_lost(key_file, settings):
    for number in NUMBERS:
        factories.official(id_number=number)
    (old,) = settings.FIELD_KEYS
    assert "重新启动" in rotate("--new-key")
    settings.FIELD_KEYS = field_keys(key_file)
    assert settings.FIELD_KEYS[1:] == [old]
    with pytest.raises(CommandError, match=r"organisations.official.id_number_sealed 7 个"):
        rotate("--drop-old")
    assert field_keys(key_file) == settings.FIELD_KEYS
    rotate()
    assert "已去掉 1 个旧密钥" in rotate("--drop-old")
    settings.FIELD_KEYS = field_keys(key_file)
    assert len(settings.FIELD_KEYS) == 1
    assert numbers() == NUMBERS


@pytest.mark.parametrize("option", ["--new-key", "--drop-old"])
def test_keys_of_the_environment_are_not_changed_in_a_file(option, key_file, monkeypatch):
    monkeypatch.setenv("FIELD_KEYS", OLD)
    before = field_keys(key_file)
    with pytest.raises(CommandError, match="环境变量 FIELD_KEYS"):
        rotate(option)
    assert field_keys(key_file) == before

"""Keys of an installation are made once, whoever comes first, and are for their owner alone."""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from integrity_portal.embedded.errors import EmbeddedError
from integrity_portal.secrets import KEY_FILE, load_keys

NAMES = {
    *("secret_key", "public_secret_key", "field_key", "hash_key", "superuser_password", "db_password"),
    *("public_db_password", "redis_password", "public_redis_password"),
}


def test_every_key_is_there_long_and_unlike_the_others(tmp_path):
    keys = load_keys(tmp_path)
    assert set(keys) == NAMES
    assert len(set(keys.values())) == len(NAMES)
    assert all(len(value) >= 32 for value in keys.values())


def test_the_keys_of_the_ciphers_are_256_bits(tmp_path):
    keys = load_keys(tmp_path)
    assert {len(base64.b64decode(keys[name])) for name in ("field_key", "hash_key")} == {32}


def test_the_same_keys_come_back_every_time_and_another_installation_has_others(tmp_path):
    first = load_keys(tmp_path / "one")
    assert load_keys(tmp_path / "one") == first
    assert not set(load_keys(tmp_path / "other").values()) & set(first.values())


def test_the_file_is_for_its_owner_alone_in_a_folder_that_is_made_with_it(tmp_path):
    var = tmp_path / "deep" / "var"
    load_keys(var)
    assert stat.S_IMODE((var / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert [entry.name for entry in var.iterdir()] == [KEY_FILE]


def test_kept_keys_are_read_not_made_up_anew(tmp_path):
    (tmp_path / KEY_FILE).write_text(json.dumps({"secret_key": "kept"}), encoding="utf-8")
    assert load_keys(tmp_path) == {"secret_key": "kept"}


def test_a_draft_that_a_broken_start_left_behind_bars_no_later_start(tmp_path):
    (tmp_path / f".{KEY_FILE}.{os.getpid()}").write_text('{"secret_key": "ha', encoding="utf-8")
    assert set(load_keys(tmp_path)) == NAMES


def test_of_many_processes_that_start_at_once_all_take_the_same_keys(tmp_path):
    with multiprocessing.get_context("fork").Pool(6) as pool:
        taken = pool.map(load_keys, [Path(tmp_path)] * 12, chunksize=1)
    assert all(keys == taken[0] for keys in taken)
    assert [entry.name for entry in tmp_path.iterdir()] == [KEY_FILE]


def test_a_file_in_place_of_the_folder_is_told_in_words(tmp_path):
    (tmp_path / "var").write_text("x", encoding="utf-8")
    with pytest.raises(EmbeddedError, match="是一个文件"):
        load_keys(tmp_path / "var")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(tmp_path):
    os.chown(tmp_path, 65534, 65534)
    with pytest.raises(EmbeddedError, match="属于用户"):
        load_keys(tmp_path)

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
from integrity_portal.secrets import ADDED, KEY_FILE, add_field_key, drop_old_field_keys, load_keys

NAMES = {
    *("secret_key", "public_secret_key", "field_keys", "hash_key", "superuser_password", "db_password"),
    *ADDED,
    *("public_db_password", "redis_password", "public_redis_password"),
}


def test_every_key_is_there_long_and_unlike_the_others(tmp_path):
    keys = load_keys(tmp_path)
    assert set(keys) == NAMES
    assert len(set(keys.values())) == len(NAMES)
    assert all(len(value) >= 32 for value in keys.values())


def test_the_keys_of_the_ciphers_are_256_bits(tmp_path):
    keys = load_keys(tmp_path)
    assert len(base64.b64decode(keys["hash_key"])) == 32
    assert len(base64.urlsafe_b64decode(keys["field_keys"])) == 32


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
    kept = {name: f"kept {name}" for name in NAMES}
    (tmp_path / KEY_FILE).write_text(json.dumps(kept), encoding="utf-8")
    assert load_keys(tmp_path) == kept


def test_a_file_without_one_of_the_keys_is_told_and_left_as_it_is(tmp_path):
    earlier = json.dumps(dict.fromkeys(NAMES - {"field_keys"}, "kept") | {"field_key": "old"})
    (tmp_path / KEY_FILE).write_text(earlier, encoding="utf-8")
    with pytest.raises(EmbeddedError, match=r"缺少 field_keys.*删除数据文件夹"):
        load_keys(tmp_path)
    assert (tmp_path / KEY_FILE).read_text(encoding="utf-8") == earlier


def test_a_new_field_key_stands_first_and_every_other_key_stays(tmp_path):
    before = load_keys(tmp_path)
    assert add_field_key(tmp_path) == 2
    after = load_keys(tmp_path)
    first, second = after["field_keys"].split(",")
    assert second == before["field_keys"] != first
    assert {name: after[name] for name in NAMES - {"field_keys"}} == {
        name: before[name] for name in NAMES - {"field_keys"}
    }
    assert [entry.name for entry in tmp_path.iterdir()] == [KEY_FILE]
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_of_new_field_keys_made_at_once_none_is_lost(tmp_path):
    first = load_keys(tmp_path)["field_keys"]
    with multiprocessing.get_context("fork").Pool(4) as pool:
        pool.map(add_field_key, [Path(tmp_path)] * 8, chunksize=1)
    known = load_keys(tmp_path)["field_keys"].split(",")
    assert len(set(known)) == 9
    assert known[-1] == first


def test_the_old_field_keys_go_and_the_first_stays(tmp_path):
    add_field_key(tmp_path)
    newest = load_keys(tmp_path)["field_keys"].split(",")[0]
    assert drop_old_field_keys(tmp_path, newest) == 1
    assert load_keys(tmp_path)["field_keys"] == newest
    assert drop_old_field_keys(tmp_path, newest) == 0


def test_old_field_keys_stay_while_a_newer_one_stands_before_the_one_that_everything_is_under(tmp_path):
    in_use = load_keys(tmp_path)["field_keys"]
    add_field_key(tmp_path)
    with pytest.raises(EmbeddedError, match="刚刚换过"):
        drop_old_field_keys(tmp_path, in_use)
    assert in_use in load_keys(tmp_path)["field_keys"]


def test_a_change_that_breaks_off_leaves_the_keys_as_they_were(tmp_path, monkeypatch):
    before = load_keys(tmp_path)
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        add_field_key(tmp_path)
    assert load_keys(tmp_path) == before


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


@pytest.mark.parametrize("lacking", [ADDED[:1], ADDED[1:], ADDED])
def test_the_passwords_that_older_key_files_lack_are_made_once(
    tmp_path: Path, lacking: tuple[str, ...]
) -> None:
    before = load_keys(tmp_path)
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({name: value for name, value in before.items() if name not in lacking}))
    made = load_keys(tmp_path)
    assert made.keys() == before.keys()
    assert load_keys(tmp_path) == made == {**before, **{name: made[name] for name in lacking}}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

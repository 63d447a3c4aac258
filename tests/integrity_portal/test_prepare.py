"""The first step of every make command: no network when nothing changed, a clear sentence when something is missing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from integrity_portal import prepare


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone whose `.venv` is complete."""
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(prepare, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    prepare.PYTHON.parent.mkdir(parents=True)
    prepare.PYTHON.symlink_to(sys.executable)
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("django==5.2.19\n")
    prepare.stamp(requirements).write_text(prepare.digest(requirements))
    return tmp_path


def forbid(*arguments: Any, **options: Any) -> None:
    raise AssertionError(f"ran {arguments}")


def test_an_unchanged_list_starts_no_program(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", forbid)
    prepare.ensure(clone / "requirements.txt")


def test_a_changed_list_is_installed_with_its_hashes_and_then_known(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def note(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        commands.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", note)
    requirements = clone / "requirements.txt"
    requirements.write_text("django==5.2.20\n")
    prepare.ensure(requirements)
    assert "--require-hashes" in commands[-1]
    assert prepare.is_ready(requirements)


def test_a_failed_installation_is_told_and_tried_again_next_time(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = subprocess.CompletedProcess([], 1, "", "noise\nERROR: no network\n")
    monkeypatch.setattr(prepare, "has_pip", lambda: True)
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **_options: broken)
    (clone / "requirements.txt").write_text("django==5.2.20\n")
    with pytest.raises(SystemExit):
        prepare.ensure(clone / "requirements.txt")
    assert capsys.readouterr().err == "安装软件包失败，请检查网络后重试：\nERROR: no network\n"
    assert not prepare.is_ready(clone / "requirements.txt")


def test_a_missing_venv_component_is_named_with_its_package(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit):
        prepare.make_venv()
    assert "apt-get install -y python3-venv" in capsys.readouterr().err


def test_a_folder_that_may_not_be_written_is_named(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare.os, "access", lambda *_arguments: False)
    with pytest.raises(SystemExit):
        prepare.ensure(clone / "requirements.txt")
    assert str(clone) in capsys.readouterr().err


def test_an_old_python_without_a_newer_beside_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(prepare.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit):
        prepare.need_new_python()
    assert "需要 Python 3.11" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pinned_package_has_its_hash_and_no_index_is_named(name: str) -> None:
    text = (Path(__file__).resolve().parents[2] / name).read_text()
    packages = [block for block in text.split("\n") if block and not block.startswith((" ", "#"))]
    assert all("==" in package and package.endswith("\\") for package in packages)
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text


def test_the_hash_covers_list_and_interpreter(tmp_path: Path) -> None:
    listed = tmp_path / "requirements.txt"
    listed.write_text("a==1\n")
    assert prepare.digest(listed) == hashlib.sha256(b"a==1\n" + sys.version.encode()).hexdigest()

"""`make test` and what surrounds it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from integrity_portal import quality

ROOT = Path(__file__).resolve().parents[2]


def test_ci_runs_make_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if not line.startswith(("#", "set ", "cd "))] == ["make test"]


def test_an_ordinary_user_without_a_browser_is_given_the_exact_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quality, "has_browser", lambda: False)
    monkeypatch.setattr(quality, "has_fonts", lambda: False)
    monkeypatch.setattr(quality.os, "getuid", lambda: 1000)
    with pytest.raises(SystemExit) as refusal:
        quality.need_browser()
    assert "apt-get install -y --no-install-recommends chromium fonts-noto-cjk" in str(refusal.value)
    assert "CHROMIUM=" in str(refusal.value)


def test_root_gets_what_is_missing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def note(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(quality, "has_browser", lambda: True)
    monkeypatch.setattr(quality, "has_fonts", lambda: False)
    monkeypatch.setattr(quality.os, "getuid", lambda: 0)
    monkeypatch.setattr(quality.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", note)
    quality.need_browser()
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert commands[-1][-1] == "fonts-noto-cjk"


def test_a_browser_named_by_the_environment_is_looked_for_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser = tmp_path / "my browser"
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert not quality.has_browser()
    browser.touch(mode=0o755)
    assert quality.has_browser()


def test_a_failed_check_does_not_hide_the_others(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = (("甲", ("-c", "raise SystemExit(7)")), ("乙", ("-c", "print('ran')")), ("丙", ("-c", "1/0")))
    monkeypatch.setattr(quality, "CHECKS", steps)
    with pytest.raises(SystemExit) as ended:
        quality.check()
    assert ended.value.code == "未通过：甲、丙"
    assert "ran" in capfd.readouterr().out


def test_tests_do_not_start_where_a_check_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "CHECKS", (("甲", ("-c", "raise SystemExit(7)")),))
    monkeypatch.setattr(quality, "need_browser", lambda: pytest.fail("went on"))
    with pytest.raises(SystemExit, match="甲"):
        quality.test()


@pytest.mark.parametrize("target", ["run", "test", "check", "proof", "bench", "requirements"])
def test_every_target_of_the_makefile_reaches_the_first_step(target: str) -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().endswith(f"integrity_portal/prepare.py {target}")

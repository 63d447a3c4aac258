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


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with two proofs, the first of which finds a fault."""
    folder = tmp_path / "tests" / "proof"
    folder.mkdir(parents=True)
    (folder / "prove_first.py").write_text("print('# First\\nA fault.')\nraise SystemExit(1)\n")
    (folder / "prove_second.py").write_text("print('# Second')\n")
    monkeypatch.setattr(quality, "ROOT", tmp_path)
    monkeypatch.setattr(quality, "need_browser", lambda: None)
    monkeypatch.delenv("PROOF", raising=False)
    return tmp_path / "docs" / "proof"


def test_a_proof_that_finds_faults_leaves_its_report_and_the_others_still_run(proofs: Path) -> None:
    with pytest.raises(SystemExit, match="first"):
        quality.proof()
    assert (proofs / "first.md").read_text() == "# First\nA fault.\n"
    assert (proofs / "second.md").read_text() == "# Second\n"


def test_one_part_of_the_proof_can_be_asked_for(proofs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROOF", "second")
    quality.proof()
    assert [file.name for file in proofs.iterdir()] == ["second.md"]


def test_an_unknown_part_of_the_proof_is_named_with_those_there_are(
    proofs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROOF", "secnd")
    with pytest.raises(SystemExit, match=r"secnd.*first、second"):
        quality.proof()

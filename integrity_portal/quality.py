"""`make test`, `make check`, `make quality`, `make proof`, `make bench`, `make requirements`: what each of them runs, in order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
APPS = (
    *(
        "integrity_portal",
        "inquiries",
        "exchange",
        "following",
        "credit_reports",
        "disclosure",
        "supervision",
        "appeals",
        "challenges",
    ),
    *("discipline", "commitments", "dossiers", "records", "postings", "organisations", "accounts"),
    *("letters", "intake", "policy", "common", "contents", "days", "privacy", "identifiers"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CJK_FONTS = ("NotoSansCJK*", "NotoSansSC*", "SourceHanSans*", "wqy-*")
LINTER = "from importlinter.cli import lint_imports_command as run; run()"
COMPILE = (
    *(
        "-m",
        "uv",
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--quiet",
    ),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make requirements"),
)

PUBLIC_PAGES = ("templates/disclosure", "--profile", "jinja")
OFFICE_PAGES = ("templates", "--extend-exclude", PUBLIC_PAGES[0])
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("类型", ("-m", "mypy", *APPS)),
    ("代码规范", ("-m", "ruff", "check", ".")),
    ("代码格式", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    ("模板", ("-m", "djlint", *OFFICE_PAGES, "--lint", "--quiet")),
    ("模板格式", ("-m", "djlint", *OFFICE_PAGES, "--check", "--quiet")),
    ("公众网站的模板", ("-m", "djlint", *PUBLIC_PAGES, "--lint", "--quiet")),
    ("公众网站的模板格式", ("-m", "djlint", *PUBLIC_PAGES, "--check", "--quiet")),
    ("模板行宽", ("-m", "integrity_portal.template_lines")),
    ("层次", ("-c", LINTER)),
    ("尺度", ("-m", "integrity_portal.limits")),
    ("迁移齐全", ("manage.py", "makemigrations", "--check", "--dry-run")),
)


def run(title: str, *arguments: str) -> int:
    """Run one step with the venv's Python; returns its exit status."""
    began = time.monotonic()
    print(f"── {title}：{' '.join(arguments[:4])}", flush=True)
    status = subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False, env=_environment()).returncode
    print(f"   {'通过' if status == 0 else '失败'}，{time.monotonic() - began:.1f} 秒", flush=True)
    return status


def _told_whole(step: tuple[str, tuple[str, ...]]) -> int:
    """Run one step beside others: what it says comes in one piece, at its end."""
    title, arguments = step
    began = time.monotonic()
    command = [PYTHON, *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    word = "失败" if done.returncode else "通过"
    took = f"{time.monotonic() - began:.1f} 秒"
    print(f"── {title}：{' '.join(arguments[:4])}\n{done.stdout}   {word}，{took}", flush=True)
    return done.returncode


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}


def check() -> None:
    """Every quick check, also after one has failed; the types, which take longest, beside the others."""
    with ThreadPoolExecutor(2) as beside:
        failed = [
            step[0] for step, status in zip(CHECKS, beside.map(_told_whole, CHECKS), strict=True) if status
        ]
    if failed:
        sys.exit(f"未通过：{'、'.join(failed)}")


def quality() -> None:
    """The table of the house's limits; red where one is broken."""
    sys.exit(run("尺度", "-m", "integrity_portal.limits"))


def test() -> None:
    check()
    need_browser()
    workers = str(min(max(os.cpu_count() or 2, 2), 8))
    options = ("--numprocesses", workers, "--dist", "worksteal", "--durations", "10", "-q", "-m", "not long")
    sys.exit(run("测试", "-m", "pytest", *options))


def need_browser() -> None:
    """Chromium and Chinese fonts: installed where root may, otherwise the exact command to run."""
    missing = [] if has_browser() else ["chromium"]
    missing += [] if has_fonts() else ["fonts-noto-cjk"]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.getuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"浏览器测试缺少：{'、'.join(missing)}。请以管理员身份运行：apt-get update && {' '.join(command)}\n"
            "或用 CHROMIUM=/路径/到/chromium 指出已有的浏览器。"
        )
    print(f"── 安装测试所需的 {'、'.join(missing)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], command):
        done = subprocess.run(step, check=False, env=quiet, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"安装失败：{' '.join(command)}\n{done.stderr}")


def has_browser() -> bool:
    chosen = os.environ.get("CHROMIUM")
    return bool(shutil.which(chosen)) if chosen else any(map(shutil.which, BROWSERS))


def has_fonts() -> bool:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    return any(
        next(folder.rglob(pattern), None) for folder in folders if folder.is_dir() for pattern in CJK_FONTS
    )


def proof() -> None:
    """Every `tests/proof/prove_*.py`, or the parts named by PROOF; what each prints becomes its report in docs/proof/.

    `PROOF="pages fuzz"` runs these two. A part that finds faults writes its report too, and the others still run.
    """
    reports, wanted = ROOT / "docs" / "proof", os.environ.get("PROOF", "").split()
    parts = {
        file.stem.removeprefix("prove_"): file.stem
        for file in sorted((ROOT / "tests" / "proof").glob("prove_*.py"))
    }
    unknown = set(wanted) - set(parts)
    if unknown:
        sys.exit(f"没有这些部分：{'、'.join(sorted(unknown))}。可选：{'、'.join(parts)}")
    need_browser()
    failed = [part for part in wanted or parts if not _prove(part, parts[part], reports)]
    if failed:
        sys.exit(f"有问题：{'、'.join(failed)}，见 docs/proof/")


def _prove(part: str, module: str, reports: Path) -> bool:
    """Run one part and write its report; False where it found a fault."""
    print(f"── 证明：{part}", flush=True)
    began = time.monotonic()
    command = [PYTHON, "-m", f"tests.proof.{module}"]
    done = subprocess.run(
        command, cwd=ROOT, check=False, env=_environment(), stdout=subprocess.PIPE, text=True
    )
    if done.stdout.startswith("# "):
        reports.mkdir(parents=True, exist_ok=True)
        (reports / f"{part}.md").write_text(done.stdout, encoding="utf-8")
    print(f"   {'通过' if not done.returncode else '有问题'}，{time.monotonic() - began:.0f} 秒", flush=True)
    return not done.returncode


def bench() -> None:
    sys.exit(run("基准", "-m", "benchmarks"))


def requirements() -> None:
    """Compile the two lists anew; no address of a package index is written into them."""
    for name in ("requirements", "requirements-dev"):
        if run(name, *COMPILE, f"{name}.in", "--output-file", f"{name}.txt"):
            sys.exit(1)


TARGETS: dict[str, Callable[[], None]] = {
    "test": test,
    "check": check,
    "quality": quality,
    "proof": proof,
    "bench": bench,
    "requirements": requirements,
}


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        TARGETS[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit("已中断。")

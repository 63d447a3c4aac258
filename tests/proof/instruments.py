"""Lighthouse and the Nu HTML checker: installed from `tools/package-lock.json`, run over many pages at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests import browser

TOOLS = Path(__file__).with_name("tools")
MODULES = TOOLS / "node_modules"
NEEDED = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless"}
HINT = "apt-get update && apt-get install -y --no-install-recommends"


class Missing(Exception):
    """A tool is not there and may not be installed by this user; the message says what to run."""


def ensure() -> None:
    """Have Node, Java and the two checkers in the pinned versions; only the first run needs a network."""
    packages = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if packages and (os.getuid() != 0 or not shutil.which("apt-get")):
        raise Missing(f"缺少 {'、'.join(packages)}。请以管理员身份运行：{HINT} {' '.join(packages)}")
    if packages:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(f"{HINT} {' '.join(packages)}", shell=True, check=True, env=quiet, capture_output=True)
    installed, locked = MODULES / ".installed.json", (TOOLS / "package-lock.json").read_text(encoding="utf-8")
    if not installed.exists() or installed.read_text(encoding="utf-8") != locked:
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=TOOLS, check=True)
        installed.write_text(locked, encoding="utf-8")


def versions() -> str:
    """The pinned versions, in words for a report."""
    wanted = json.loads((TOOLS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return ", ".join(f"{name} {version}" for name, version in wanted.items())


def nu(bodies: dict[str, str]) -> dict[str, list[str]]:
    """Errors of the Nu HTML checker by the page's name; one call for all pages."""
    with tempfile.TemporaryDirectory(prefix="portal-proof-") as folder:
        files = {str(Path(folder) / f"{number}.html"): name for number, name in enumerate(bodies)}
        for file, name in files.items():
            Path(file).write_text(bodies[name], encoding="utf-8")
        command = ["java", "-Xmx512m", "-jar", str(MODULES / "vnu-jar/build/dist/vnu.jar")]
        options = ["--format", "json", "--stdout", "--exit-zero-always", "--errors-only", *files]
        done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
    found: dict[str, list[str]] = {name: [] for name in bodies}
    for message in json.loads(done.stdout)["messages"]:
        name = files[message["url"].removeprefix("file:")]
        found[name].append(f"{message['message']} {message.get('extract', '').strip()[:90]!r}")
    return found


def lighthouse(jobs: list[dict[str, Any]], *, browsers: int, seconds: float) -> dict[str, dict[str, Any]]:
    """Scores by the page's name. What is not reached within `seconds` is missing in the answer."""
    with tempfile.TemporaryDirectory(prefix="portal-proof-") as folder, ThreadPoolExecutor(browsers) as pool:
        parts = [jobs[number::browsers] for number in range(browsers)]
        told = pool.map(
            lambda part: _lighthouse(Path(folder), part, seconds), [part for part in parts if part]
        )
        return {name: page for part in told for name, page in part.items()}


def _lighthouse(folder: Path, jobs: list[dict[str, Any]], seconds: float) -> dict[str, dict[str, Any]]:
    asked, answered = folder / f"{id(jobs)}.in", folder / f"{id(jobs)}.out"
    asked.write_text(json.dumps(jobs), encoding="utf-8")
    environment = {**os.environ, "CHROME_PATH": browser.executable(), "TMPDIR": str(folder)}
    command = ["node", str(TOOLS / "lighthouse.mjs"), str(asked), str(answered), str(seconds)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if not answered.exists():
        raise RuntimeError(f"Lighthouse did not run:\n{done.stderr}")
    scores: dict[str, dict[str, Any]] = json.loads(answered.read_text(encoding="utf-8"))
    return scores

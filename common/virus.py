"""The hook for a virus scanner: a command of the installation's own, called with the file's path."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from django.conf import settings

from common.errors import ActRefused, Incomplete
from common.models.evidence import Scan

PATIENCE = 120
INFECTED = 1
BROKEN = "查毒程序没有正常工作，文件没有接收；请稍后重试，或告诉系统管理员"


def scan_file(path: Path) -> str:
    """Return how the file was scanned; raises where it is infected or the scanner fails.

    Without `VIRUS_SCANNER` nothing is scanned, and the file is shown as 未查毒.
    """
    if not settings.VIRUS_SCANNER:
        return Scan.NONE
    command = [*shlex.split(settings.VIRUS_SCANNER), str(path)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise ActRefused(BROKEN) from broken
    if done.returncode == INFECTED:
        found = "查毒发现病毒，文件没有接收；请先清除病毒再上传"
        raise Incomplete(found, {"file": found})
    if done.returncode != 0:
        raise ActRefused(BROKEN)
    return Scan.CLEAN

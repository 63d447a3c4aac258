"""One import, or one mere reading, in a process of its own: prints seconds, those of processors too, and peak memory as JSON.

`python -m benchmarks.import_child parse|import FILE`
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"


def main(what: str, path: Path) -> None:
    act = reading(path) if what == "parse" else importing(path)
    before = peak("self")
    watch = Watch()
    watch.start()
    began, spent_before = time.perf_counter(), spent()
    told = act()
    seconds = time.perf_counter() - began
    watch.stop()
    processor = {name: after - spent_before.get(name, 0.0) for name, after in spent().items()}
    processor["office"] -= watch.spent
    held = {"before": before, "peak": peak("self"), "child": watch.most}
    print(json.dumps({"seconds": seconds, "processor": processor, **held, **told}))


def spent() -> dict[str, float]:
    """Seconds of processor of this process, of the children that have ended, and of its backend in PostgreSQL."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {"office": own.ru_utime + own.ru_stime, "child": children.ru_utime + children.ru_stime}
    if "django" in sys.modules:
        from benchmarks.processor import of_backend

        told["backend"] = of_backend()
    return told


def reading(path: Path) -> Callable[[], dict[str, Any]]:
    from python_calamine import CalamineWorkbook

    def read() -> dict[str, Any]:
        return {"read": len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())}

    return read


def importing(path: Path) -> Callable[[], dict[str, Any]]:
    import django

    django.setup()
    from django.db import connection

    from exchange.management.commands.import_workbook import LocalFile
    from exchange.services.importing import receive, run
    from postings.services import import_posting

    posting = import_posting()
    connection.ensure_connection()

    def bring_in() -> dict[str, Any]:
        batch = run(receive(LocalFile(path), name=path.name, kind="dishonesty", by=posting))
        counts = {name: getattr(batch, name) for name in ("accepted", "rejected", "duplicates")}
        return {"state": batch.status, "message": batch.message, "read": batch.rows_read, **counts}

    return bring_in


def peak(process: str) -> float:
    """Most memory that a process has held, in MB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), default=0.0)


def share(process: str) -> float:
    """Memory in MB that a process and those it started hold now, what they share counted once; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        own = sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))
        return own + sum(map(share, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    except OSError:
        return 0.0


class Watch(threading.Thread):
    """Looks twenty times a second how much memory the children hold: each look walks their pages, 1 ms of processor a process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = self.spent = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.05):
            for task in Path("/proc/self/task").iterdir():
                children = (task / "children").read_text().split()
                held = ((peak(child), share(child)) for child in children)
                self.most = max([self.most, *(most for both in held for most in both)])
            self.spent = time.thread_time()

    def stop(self) -> None:
        self._over.set()
        self.join()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

"""The portal's processes and their commands: `make run`, docker-compose.yml and the tests take them from here."""

from __future__ import annotations

from dataclasses import dataclass

_WEB = (
    *(
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "{host}",
        "--port",
        "{port}",
        "--workers",
        "{workers}",
    ),
    *("--blocking-threads", "4", "--workers-kill-timeout", "10", "--respawn-failed-workers"),
    *("--log-level", "warning", "--no-access-log", "integrity_portal.wsgi:application"),
)
_WORKER = (
    *(
        "-m",
        "celery",
        "-A",
        "integrity_portal",
        "worker",
        "--concurrency",
        "{workers}",
        "--loglevel",
        "warning",
    ),
    *("--without-gossip", "--without-mingle"),
)
_BEAT = (
    *(
        "-m",
        "celery",
        "-A",
        "integrity_portal",
        "beat",
        "--pidfile=",
        "--schedule",
        "{var}/celerybeat-schedule",
    ),
    *("--loglevel", "warning"),
)


@dataclass(frozen=True)
class Part:
    """One process of the portal; `workers` is the number of processes that it keeps itself."""

    name: str
    title: str
    arguments: tuple[str, ...]
    is_web: bool = False
    is_public: bool = False
    workers: int = 1

    def command(self, python: str, *, var: str, host: str = "127.0.0.1", port: int = 0) -> list[str]:
        """The process's full command line."""
        values = {"host": host, "port": port, "var": var, "workers": self.workers}
        return [python, *(argument.format(**values) for argument in self.arguments)]


PUBLIC = Part("public", "公众网站", _WEB, is_web=True, is_public=True, workers=2)
OFFICE = Part("office", "后台", _WEB, is_web=True, workers=2)
WORKER = Part("worker", "后台任务", _WORKER, workers=2)
BEAT = Part("beat", "定时任务", _BEAT)

# in the order in which they start, and stop: web first
PARTS = (PUBLIC, OFFICE, WORKER, BEAT)

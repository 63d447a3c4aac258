"""A client that costs little beside the server that it measures: keep-alive sockets, requests made beforehand."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Measured:
    """What came back: one duration in seconds for each answer."""

    seconds: float = 0.0
    durations: list[float] = field(default_factory=list)
    size: int = 0
    spent: float = 0.0
    """Seconds of processors for each answer, where that was counted."""

    @property
    def rate(self) -> float:
        return len(self.durations) / self.seconds

    def at(self, share: float) -> float:
        """The duration that `share` of the answers did not exceed."""
        ordered = sorted(self.durations)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Link:
    """One connection, on which requests follow each other."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.host = place.netloc
        self.socket = socket.create_connection((place.hostname, place.port), timeout=30)
        self.rest = self.body = b""

    def ask(self, path: str, headers: str = "") -> tuple[int, dict[str, str], int]:
        """Return status, headers and length of the body, which is kept until the next answer."""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n{headers}\r\n".encode())
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        told = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        length = int(told.get("content-length", 0))
        while len(self.rest) < length:
            self._more()
        self.body, self.rest = self.rest[:length], self.rest[length:]
        return int(lines[0].split()[1]), told, length

    def _more(self) -> None:
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise RuntimeError("the server closed the connection")
        self.rest += piece


def hammer(
    address: str,
    paths: Iterable[str],
    *,
    seconds: float,
    links: int = 4,
    status: int = 200,
    headers: str = "",
) -> Measured:
    """Ask on `links` connections at once for a while; any other status is an error."""
    supply, lock, failures = iter(paths), threading.Lock(), []
    measured = Measured()
    began = time.perf_counter()

    def one_link() -> None:
        link, going = Link(address), True
        while going and not failures:
            with lock:
                path = next(supply)
            asked = time.perf_counter()
            answer, _, measured.size = link.ask(path, headers)
            measured.durations.append(time.perf_counter() - asked)
            going = time.perf_counter() < began + seconds
            if answer != status:
                failures.append(f"{path} answered {answer} instead of {status}")

    _at_once(one_link, links, failures)
    measured.seconds = time.perf_counter() - began
    if failures:
        raise RuntimeError(failures[0])
    return measured


def _at_once(act: Callable[[], None], times: int, failures: list[str]) -> None:
    """Do `act` in as many threads and wait for them; what went wrong is kept in words."""

    def guarded() -> None:
        try:
            act()
        except Exception as trouble:
            failures.append(repr(trouble))

    threads = [threading.Thread(target=guarded) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_by_one(address: str, paths: Iterable[str]) -> Measured:
    """Ask for each path once, one after the other."""
    link, measured, start = Link(address), Measured(), time.perf_counter()
    for path in paths:
        began = time.perf_counter()
        status, _, measured.size = link.ask(path)
        measured.durations.append(time.perf_counter() - began)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
    measured.seconds = time.perf_counter() - start
    return measured


_fresh = itertools.count()


def numbered(path: str) -> Iterator[str]:
    """The same page under ever new addresses, so that no copy of it is kept yet."""
    joint = "&" if "?" in path else "?"
    return (f"{path}{joint}kind=bench{number}" for number in _fresh)

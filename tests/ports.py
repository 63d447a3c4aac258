"""Ports for the servers of tests: below those that the system hands to outgoing connections, so that nobody takes one."""

from __future__ import annotations

import random
import socket

LOWEST, HIGHEST = 20_000, 32_000


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def quiet_port() -> int:
    """An even port that is free together with its neighbour."""
    tried = random.SystemRandom().sample(range(LOWEST, HIGHEST, 2), 500)
    return next(port for port in tried if is_free(port) and is_free(port + 1))

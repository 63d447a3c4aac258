"""Settings of a worker that knows the invented receiver."""

from tests.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.intake.receiving"]  # noqa: F405

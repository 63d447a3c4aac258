from commitments.screening.models.checks import ASKERS, CheckedBody, Hit, LookedAt, ScreeningCheck
from commitments.screening.models.lists import WatchEntry, WatchVersion

__all__ = ["ASKERS", "CheckedBody", "Hit", "LookedAt", "ScreeningCheck", "WatchEntry", "WatchVersion"]

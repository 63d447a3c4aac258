from accounts.models.consents import Consent, ConsentStatus
from accounts.models.one_time_links import LinkEnd, OneTimeLink
from accounts.models.users import User

from accounts.models import tracked  # isort: skip

__all__ = ["Consent", "ConsentStatus", "LinkEnd", "OneTimeLink", "User", "tracked"]

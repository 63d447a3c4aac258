from accounts.models.consents import Consent, ConsentStatus
from accounts.models.former_passwords import FormerPassword
from accounts.models.kept_forms import KeptForm
from accounts.models.login_log import LoginEntry, LoginEvent
from accounts.models.one_time_links import LinkEnd, OneTimeLink
from accounts.models.second_factor import Authenticator, RecoveryCodes
from accounts.models.sessions import OfficeSession
from accounts.models.users import User

from accounts.models import tracked  # isort: skip

__all__ = [
    "Authenticator",
    "Consent",
    "ConsentStatus",
    "FormerPassword",
    "KeptForm",
    "LinkEnd",
    "LoginEntry",
    "LoginEvent",
    "OfficeSession",
    "OneTimeLink",
    "RecoveryCodes",
    "User",
    "tracked",
]

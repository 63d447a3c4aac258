from accounts.models.former_passwords import FormerPassword
from accounts.models.kept_forms import KeptForm
from accounts.models.login_log import LoginEntry, LoginEvent
from accounts.models.second_factor import Authenticator, RecoveryCodes
from accounts.models.sessions import OfficeSession
from accounts.models.users import User

from accounts.models import tracked  # isort: skip

__all__ = [
    "Authenticator",
    "FormerPassword",
    "KeptForm",
    "LoginEntry",
    "LoginEvent",
    "OfficeSession",
    "RecoveryCodes",
    "User",
    "tracked",
]

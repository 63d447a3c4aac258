"""Which models of this app keep a field history; passwords never enter it."""

from accounts.models.users import User
from common.history import track

track(User, exclude=("password", "last_login"))

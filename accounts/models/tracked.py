"""Which models of this app keep a field history; neither passwords nor what sets one ever enter it."""

from accounts.models.consents import Consent
from accounts.models.one_time_links import OneTimeLink
from accounts.models.users import User
from common.history import track

track(User, exclude=("password", "last_login"))
track(Consent, exclude=("wanted",))  # it holds keys and never changes: `about` says it in words
track(OneTimeLink, exclude=("link_hash", "code_hash"))

"""Which models of this app keep a field history: all."""

from common.history import track

from .deputies import Deputy
from .handovers import HandedCase, Handover, Responsibility
from .own_access import OwnAccess
from .postings import Posting
from .rule_proposals import RuleProposal

track(Deputy, HandedCase, Handover, OwnAccess, Posting, Responsibility, RuleProposal)

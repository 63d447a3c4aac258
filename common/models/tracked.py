"""Which models of this app keep a field history: all but the trail, which is one."""

from common.history import track

from .comments import Comment
from .evidence import Evidence
from .holidays import Holiday
from .letter_templates import LetterTemplate
from .letters import Letter, LetterSeries, LetterService
from .lists import ListSetting, SavedFilter
from .notices import Notice, NoticeSetting
from .outbox import Outbox
from .rules import RuleValue

track(Comment, Evidence, Holiday, ListSetting, Notice, NoticeSetting, Outbox, RuleValue, SavedFilter)
track(Letter, LetterSeries, LetterService, LetterTemplate)

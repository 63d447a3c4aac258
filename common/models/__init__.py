from .comments import Comment
from .evidence import ContentType, Evidence, Scan
from .holidays import Holiday
from .identity import Keyed
from .letter_templates import LetterTemplate
from .letters import Letter, LetterSeries, LetterService
from .lists import ListSetting, SavedFilter
from .notices import MailMode, Notice, NoticeSetting
from .outbox import Outbox
from .rules import RuleValue
from .trail import Transition

from . import tracked  # isort: skip

__all__ = [
    "Comment",
    "ContentType",
    "Evidence",
    "Holiday",
    "Keyed",
    "Letter",
    "LetterSeries",
    "LetterService",
    "LetterTemplate",
    "ListSetting",
    "MailMode",
    "Notice",
    "NoticeSetting",
    "Outbox",
    "RuleValue",
    "SavedFilter",
    "Scan",
    "Transition",
    "tracked",
]

from common.models.comments import Comment
from common.models.deadlines import Deadline
from common.models.evidence import ContentType, Evidence, Scan
from common.models.generation import PublicGeneration
from common.models.holidays import Holiday
from common.models.identity import Keyed
from common.models.lists import ListSetting, SavedFilter
from common.models.notices import MailMode, Notice, NoticeSetting
from common.models.outbox import Outbox
from common.models.rules import RuleValue
from common.models.trail import Transition

from common.models import tracked  # isort: skip

__all__ = [
    "Comment",
    "ContentType",
    "Deadline",
    "Evidence",
    "Holiday",
    "Keyed",
    "ListSetting",
    "MailMode",
    "Notice",
    "NoticeSetting",
    "Outbox",
    "PublicGeneration",
    "RuleValue",
    "SavedFilter",
    "Scan",
    "Transition",
    "tracked",
]

"""Which models of this app keep a field history: all but two.

The trail is one itself; `PublicGeneration` is a counter whose every step is an act on the trail.
"""

from common.history import track
from common.models.comments import Comment
from common.models.deadlines import Deadline
from common.models.evidence import Evidence
from common.models.holidays import Holiday
from common.models.lists import ListSetting, SavedFilter
from common.models.notices import Notice, NoticeSetting
from common.models.outbox import Outbox
from common.models.rules import RuleValue

track(
    Comment, Deadline, Evidence, Holiday, ListSetting, Notice, NoticeSetting, Outbox, RuleValue, SavedFilter
)

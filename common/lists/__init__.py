"""The one frame of the office's lists: declared columns, filters with counts, saved filters, exports.

An app declares a `ListSpec`, enters it in `lists`, and its view answers with `list_page`.
"""

from common.lists.columns import Column, below, coded, day, link, mark, row_link
from common.lists.facets import Facet, NameFacet, RegionFacet
from common.lists.frame import Frame
from common.lists.page import list_page
from common.lists.spec import ListSpec, in_order, lists

__all__ = [
    "Column",
    "Facet",
    "Frame",
    "ListSpec",
    "NameFacet",
    "RegionFacet",
    "below",
    "coded",
    "day",
    "in_order",
    "link",
    "list_page",
    "lists",
    "mark",
    "row_link",
]

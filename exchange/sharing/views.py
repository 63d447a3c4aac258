from django.http import HttpResponse

from common.access import requires_posting
from common.lists.page import list_page
from exchange.sharing.lists import DELIVERIES, READERS
from postings.requests import OfficeRequest


@requires_posting(READERS)
def deliveries(request: OfficeRequest) -> HttpResponse:
    """Show what left and what did not, by the catalogue of information classes."""
    return list_page(request, DELIVERIES)

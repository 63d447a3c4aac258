"""The yardstick of the pages: a Django site with one view that asks the database one thing.

Settings and addresses in one module; the same server, database, role and connection settings as the public site.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from integrity_portal.settings import *  # noqa: F403

MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "benchmarks.bare"


def one_query(request: HttpRequest) -> HttpResponse:
    from disclosure.open.models import OpenGeneration

    return HttpResponse(f"<p>{OpenGeneration.objects.get().value}</p>")


urlpatterns = [path("", one_query)]

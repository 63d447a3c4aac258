"""The office site's addresses; every one asks for a sign-in unless its view says otherwise."""

from django.urls import include, path

from integrity_portal.demo.views import loading
from postings.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("demo/loading/", loading, name="demo_loading"),
    path("accounts/", include("accounts.urls")),
    path("", include("common.urls")),
    path("", include("organisations.urls")),
    path("", include("postings.urls")),
    path("", include("dossiers.urls")),
    path("", include("letters.urls")),
    path("", include("records.urls")),
    path("", include("discipline.urls")),
    path("", include("commitments.urls")),
    path("", include("appeals.urls")),
    path("", include("challenges.urls")),
    path("", include("exchange.urls")),
    path("", include("credit_reports.urls")),
    path("", include("inquiries.urls")),
    path("intake/", include("intake.urls")),
    path("", include("following.urls")),
    path("", include("supervision.urls")),
]

handler400 = "common.views.bad_request"
handler403 = "common.views.forbidden"
handler404 = "common.views.not_found"
handler500 = "common.views.server_error"

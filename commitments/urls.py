from django.urls import include, path

from commitments.bulk_acts import bulk
from commitments.views import breaches, commitments, ledger, looking_back

app_name = "commitments"
urlpatterns = [
    path("", include("commitments.screening.urls")),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/new/", commitments.begin, name="begin"),
    path("commitments/new/<slug:domain>/", commitments.enter, name="enter"),
    path("commitments/ledger/", ledger.ledger, name="ledger"),
    path("commitments/look-back/", looking_back.look_back, name="look_back"),
    path("commitments/calendar/", ledger.due_calendar, name="calendar"),
    path("commitments/bulk/<slug:name>/", bulk, name="bulk"),
    path("commitments/<uuid:pk>/", commitments.commitment, name="commitment"),
    path("commitments/<uuid:pk>/edit/", commitments.edit, name="edit"),
    path("commitments/<uuid:pk>/breach/", breaches.register, name="register_breach"),
    path("commitments/<uuid:pk>/<slug:act>/", commitments.commitment_act, name="commitment_act"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/<uuid:pk>/", breaches.breach, name="breach"),
    path("breaches/<uuid:pk>/<slug:act>/", breaches.breach_act, name="breach_act"),
]

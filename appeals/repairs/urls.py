from django.urls import path

from appeals.repairs.views.asking import ask_repair
from appeals.repairs.views.repairs import repair, repair_act, repairs

urlpatterns = [
    path("repairs/", repairs, name="repairs"),
    path("repairs/new/<uuid:fact>/", ask_repair, name="ask_repair"),
    path("repairs/<uuid:pk>/", repair, name="repair"),
    path("repairs/<uuid:pk>/<slug:act>/", repair_act, name="repair_act"),
]

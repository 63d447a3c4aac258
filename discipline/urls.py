from django.urls import path

from discipline.views import incentives, leniencies, measures, rectifications, tolerances, transfers
from discipline.views.competence import competence

app_name = "discipline"
urlpatterns = [
    path("competence/", competence, name="competence"),
    path("measures/catalogue/", measures.catalogue, name="catalogue"),
    path("measures/", measures.measures, name="measures"),
    path("measures/new/<uuid:pk>/", measures.register, name="register_measure"),
    path("measures/<uuid:pk>/", measures.measure, name="measure"),
    path("measures/<uuid:pk>/<slug:act>/", measures.measure_act, name="measure_act"),
    path("leniencies/", leniencies.leniencies, name="leniencies"),
    path("leniencies/new/<uuid:pk>/", leniencies.begin, name="begin_leniency"),
    path("leniencies/<uuid:pk>/", leniencies.leniency, name="leniency"),
    path("leniencies/<uuid:pk>/<slug:act>/", leniencies.leniency_act, name="leniency_act"),
    path("incentives/", incentives.incentives, name="incentives"),
    path("incentives/official/", incentives.propose_for_official, name="propose_for_official"),
    path("incentives/new/<uuid:pk>/", incentives.propose, name="propose_incentive"),
    path("incentives/<uuid:pk>/", incentives.incentive, name="incentive"),
    path("incentives/<uuid:pk>/<slug:act>/", incentives.incentive_act, name="incentive_act"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("transfers/new/<uuid:pk>/", transfers.register, name="register_transfer"),
    path("transfers/<uuid:pk>/", transfers.transfer, name="transfer"),
    path("transfers/<uuid:pk>/<slug:act>/", transfers.transfer_act, name="transfer_act"),
    path("rectifications/", rectifications.rectifications, name="rectifications"),
    path("rectifications/<uuid:pk>/", rectifications.rectification, name="rectification"),
    path("rectifications/<uuid:pk>/<slug:act>/", rectifications.rectification_act, name="rectification_act"),
    path("rectifications/new/<str:number>/", rectifications.register, name="register_rectification"),
    path("tolerances/", tolerances.tolerances, name="tolerances"),
    path("tolerances/<uuid:pk>/", tolerances.tolerance, name="tolerance"),
    path("tolerances/<uuid:pk>/<slug:act>/", tolerances.tolerance_act, name="tolerance_act"),
    path("tolerances/new/<uuid:fact>/", tolerances.begin, name="begin_tolerance"),
]

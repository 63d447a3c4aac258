from django.urls import path

from supervision import views
from supervision.warnings import views as warnings

app_name = "supervision"
urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/board/", views.board, name="board"),
    path("figures/runs/", views.runs, name="runs"),
    path("figures/runs/again/", views.rerun, name="rerun"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/unopened/", warnings.unopened, name="warnings_unopened"),
    path("warnings/new/", warnings.register_own, name="register_own_warning"),
    path("warnings/new/<uuid:pk>/", warnings.register, name="register_warning"),
    path("warnings/open/<uuid:pk>/", warnings.open_from, name="open_warning"),
    path("warnings/<uuid:pk>/", warnings.warning, name="warning"),
    path("warnings/<uuid:pk>/<slug:act>/", warnings.warning_act, name="warning_act"),
]

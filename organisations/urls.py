from django.urls import path

from organisations.views import departments, reorganisations

app_name = "organisations"
urlpatterns = [
    path("reorganisations/bodies/", reorganisations.body_options, name="body_options"),
    path("reorganisations/", reorganisations.reorganisations, name="reorganisations"),
    path("reorganisations/new/<slug:kind>/", reorganisations.new, name="new_reorganisation"),
    path("reorganisations/<uuid:pk>/", reorganisations.reorganisation, name="reorganisation"),
    path("reorganisations/<uuid:pk>/edit/", reorganisations.edit, name="edit_reorganisation"),
    path(
        "reorganisations/<uuid:pk>/<slug:act>/", reorganisations.reorganisation_act, name="reorganisation_act"
    ),
    path("departments/", departments.departments, name="departments"),
    path("departments/<str:code>/", departments.department, name="department"),
]

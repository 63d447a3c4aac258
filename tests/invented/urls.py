from django.urls import path

from tests.invented import views

app_name = "invented"
urlpatterns = [
    path("urgings/", views.urgings, name="urgings"),
    path("urgings/<uuid:pk>/", views.urging, name="urging"),
    path("urgings/<uuid:pk>/<slug:act>/", views.urging_act, name="urging_act"),
]

from django.urls import path

from challenges import views

app_name = "challenges"
urlpatterns = [
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/new/<uuid:fact>/", views.new_challenge, name="new_challenge"),
    path("challenges/<uuid:pk>/", views.challenge, name="challenge"),
    path("challenges/<uuid:pk>/mend/", views.mend_challenge, name="mend_challenge"),
    path("challenges/<uuid:pk>/<slug:act>/", views.challenge_act, name="challenge_act"),
]

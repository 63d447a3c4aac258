from django.urls import path

from commitments.screening import views

urlpatterns = [
    path("screening/", views.screening_checks, name="screening_checks"),
    path("screening/one/", views.screen_one, name="screen_one"),
    path("screening/list/", views.screen_many, name="screen_many"),
    path("screening/<uuid:pk>/", views.screening_check, name="screening_check"),
    path("screening-hits/", views.hits, name="hits"),
    path("screening-hits/<uuid:pk>/", views.hit, name="hit"),
    path("screening-hits/<uuid:pk>/<slug:act>/", views.hit_act, name="hit_act"),
    path("watch-lists/", views.watch_versions, name="watch_versions"),
    path("watch-lists/unchanged/", views.unchanged, name="watch_unchanged"),
    path("watch-lists/entries/<uuid:pk>/error/", views.watch_error, name="watch_error"),
    path("watch-lists/<uuid:pk>/", views.watch_version, name="watch_version"),
    path("watch-lists/<uuid:pk>/<slug:act>/", views.watch_version_act, name="watch_version_act"),
]

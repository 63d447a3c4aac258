from django.urls import path

from following.keys import views

app_name = "following"
urlpatterns = [
    path("api-keys/", views.api_keys, name="api_keys"),
    path("api-keys/new/", views.issue_key, name="issue_key"),
    path("api-keys/<uuid:pk>/", views.api_key, name="api_key"),
    path("api-keys/<uuid:pk>/<slug:act>/", views.api_key_act, name="api_key_act"),
]

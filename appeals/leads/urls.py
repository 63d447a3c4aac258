from django.urls import path

from appeals.leads import views

urlpatterns = [
    path("leads/", views.leads, name="leads"),
    path("leads/new/", views.new_lead, name="new_lead"),
    path("leads/<uuid:pk>/", views.lead, name="lead"),
    path("leads/<uuid:pk>/reveal/", views.reveal, name="reveal_sender"),
    path("leads/<uuid:pk>/<slug:act>/", views.lead_act, name="lead_act"),
]

from django.urls import path

from exchange.honours import views

urlpatterns = [
    path("", views.checks, name="honour_checks"),
    path("list/", views.send, name="honour_list"),
    path("one/", views.one, name="honour_one"),
    path("<uuid:pk>/", views.check, name="honour_check"),
    path("<uuid:pk>/report.xlsx", views.report, name="honour_report"),
    path("<uuid:pk>/<slug:act>/", views.check_act, name="honour_check_act"),
]

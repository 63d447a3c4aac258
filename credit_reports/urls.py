from django.urls import path

from credit_reports import views

app_name = "credit_reports"
urlpatterns = [
    path("credit-reports/", views.credit_reports, name="credit_reports"),
    path("credit-reports/new/", views.new_report, name="new_report"),
    path("credit-reports/<uuid:pk>/", views.credit_report, name="credit_report"),
    path("credit-reports/<uuid:pk>/<slug:act>/", views.credit_report_act, name="credit_report_act"),
]

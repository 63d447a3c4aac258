from django.urls import path

from inquiries import views

app_name = "inquiries"
urlpatterns = [
    path("inquiries/", views.inquiries, name="inquiries"),
    path("inquiries/new/", views.new_inquiry, name="new_inquiry"),
    path("inquiries/list/", views.inquiry_list, name="inquiry_list"),
    path("inquiries/<uuid:pk>/", views.inquiry, name="inquiry"),
    path("inquiries/<uuid:pk>/reports/", views.reports, name="inquiry_reports"),
    path("inquiries/<uuid:pk>/reports/<int:row>/", views.report, name="inquiry_report"),
    path("inquiries/<uuid:pk>/<slug:act>/", views.inquiry_act, name="inquiry_act"),
]

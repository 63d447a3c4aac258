from django.urls import include, path

from exchange import batch_views, duty_views, matching_views, views, waiting_views
from exchange.sharing.views import deliveries

app_name = "exchange"
imports = [
    path("", views.imports, name="imports"),
    path("new/", views.upload, name="upload"),
    path("template/<str:kind>/", views.template, name="template"),
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/<uuid:pk>/accept/", views.decide, {"act": "accept"}, name="accept"),
    path("proposals/<uuid:pk>/decline/", views.decide, {"act": "decline"}, name="decline"),
    path("duties/", duty_views.duties, name="duties"),
    path("duties/remind/", duty_views.remind_late, name="remind_late"),
    path("duties/<uuid:pk>/", duty_views.duty, name="duty"),
    path("duties/<uuid:pk>/nil/", duty_views.nil, name="nil_duty"),
    path("duties/<uuid:pk>/file/", duty_views.file, name="file_duty"),
    path("duties/<uuid:pk>/reopen/", duty_views.reopen, name="reopen_duty"),
    path("duties/<uuid:pk>/remind/", duty_views.remind, name="remind_duty"),
    path("rows/<uuid:pk>/", waiting_views.enter, name="enter_row"),
    path("rows/<uuid:pk>/leave/", waiting_views.leave, name="leave_row"),
    path("<uuid:pk>/", views.batch, name="batch"),
    path("<uuid:pk>/progress/", views.progress, name="progress"),
    path("<uuid:pk>/columns/", matching_views.columns, name="columns"),
    path("<uuid:pk>/confirm/", batch_views.confirm, name="confirm"),
    path("<uuid:pk>/undo/", batch_views.undo, name="undo"),
    path("<uuid:pk>/cancel/", batch_views.cancel, name="cancel"),
    path("<uuid:pk>/resume/", batch_views.resume, name="resume"),
    path("<uuid:pk>/commit/", batch_views.commit, name="commit"),
    path("<uuid:pk>/rejected.xlsx", batch_views.rejected, name="rejected"),
    path("<uuid:pk>/report.json", batch_views.report, name="report"),
]
urlpatterns = [
    path("imports/", include(imports)),
    path("honours/", include("exchange.honours.urls")),
    path("screening-answers/", include("exchange.answers.urls")),
    path("sharing/", deliveries, name="deliveries"),
]

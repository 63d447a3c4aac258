from django.urls import path, re_path

from disclosure import views
from disclosure.views import applying, archives, facts, following, records, statistics

app_name = "disclosure"
CODE = r"(?P<code>[0-9A-HJ-NPQRTUWXY]{18})"

urlpatterns = [
    path("", views.home, name="home"),
    path("records/", records.listing, name="records"),
    path("r/<uuid:public_id>/", records.detail, name="record"),
    path("judgments/", facts.listing, {"register": "judgments"}, name="judgments"),
    path("j/<uuid:public_id>/", facts.detail, {"register": "judgments"}, name="judgment"),
    path("commendations/", facts.listing, {"register": "commendations"}, name="commendations"),
    path("c/<uuid:public_id>/", facts.detail, {"register": "commendations"}, name="commendation"),
    path("departments/", archives.listing, name="departments"),
    re_path(rf"^departments/{CODE}/$", archives.detail, name="department"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics.csv", statistics.table, name="statistics_csv"),
    path("objection/", applying.page, name="objection"),
    path("objection/question/<str:token>.png", applying.picture, name="captcha_picture"),
    path("objection/question/<str:token>.wav", applying.tones, name="captcha_tones"),
    path("follow/", following.page, name="follow"),
    path("about/", views.about, name="about"),
    path("information-classes/", views.information_classes, name="information_classes"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
]

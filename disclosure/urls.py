from django.urls import path, re_path

from disclosure import views
from disclosure.api import pages
from disclosure.api import views as api
from disclosure.views import (
    applying,
    archives,
    carried,
    facts,
    following,
    guides,
    records,
    statistics,
)

app_name = "disclosure"
CODE = r"(?P<code>[0-9A-HJ-NPQRTUWXY]{18})"

urlpatterns = [
    path("", views.home, name="home"),
    path("records/", records.listing, name="records"),
    path("records.atom", carried.records_feed, name="records_feed"),
    path("records.csv", carried.records_csv, name="records_csv"),
    path("suggest/", carried.suggest, name="suggest"),
    path("r/<uuid:public_id>/", records.detail, name="record"),
    path("judgments/", facts.listing, {"register": "judgments"}, name="judgments"),
    path("judgments.atom", carried.facts_feed, {"register": "judgments"}, name="judgments_feed"),
    path("j/<uuid:public_id>/", facts.detail, {"register": "judgments"}, name="judgment"),
    path("commendations/", facts.listing, {"register": "commendations"}, name="commendations"),
    path("commendations.atom", carried.facts_feed, {"register": "commendations"}, name="commendations_feed"),
    path("c/<uuid:public_id>/", facts.detail, {"register": "commendations"}, name="commendation"),
    path("departments/", archives.listing, name="departments"),
    re_path(rf"^departments/{CODE}/$", archives.detail, name="department"),
    re_path(rf"^departments/{CODE}/archive\.json$", archives.as_json, name="archive_json"),
    re_path(rf"^departments/{CODE}/feed\.atom$", carried.department_feed, name="department_feed"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics.csv", statistics.table, name="statistics_csv"),
    path("objection/", applying.page, name="objection"),
    path("objection/question/<str:token>.png", applying.picture, name="captcha_picture"),
    path("objection/question/<str:token>.wav", applying.tones, name="captcha_tones"),
    path("follow/", following.page, name="follow"),
    path("about/", guides.about, name="about"),
    path("information-classes/", views.information_classes, name="information_classes"),
    path("repair/", guides.repair, name="repair"),
    path("rights/", guides.rights, name="rights"),
    path("glossary/", guides.glossary, name="glossary"),
    path("sitemap.xml", guides.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", guides.sitemap_pages, name="sitemap_pages"),
    re_path(
        r"^sitemaps/(?P<name>records|departments)-(?P<part>[1-9][0-9]{0,3})\.xml$",
        guides.sitemap_part,
        name="sitemap_part",
    ),
    path("api/", pages.explained, name="api"),
    path("api/docs/", pages.tried, name="api_docs"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/departments", api.departments, name="api_departments"),
    re_path(rf"^api/v1/departments/{CODE}$", api.department, name="api_department"),
    path("api/v1/records", api.records, name="api_records"),
    path("api/v1/records/<uuid:public_id>", api.record, name="api_record"),
    path("api/v1/judgments", api.facts_of, {"register": "judgments"}, name="api_judgments"),
    path("api/v1/judgments/<uuid:public_id>", api.fact, {"register": "judgments"}, name="api_judgment"),
    path("api/v1/commendations", api.facts_of, {"register": "commendations"}, name="api_commendations"),
    path(
        "api/v1/commendations/<uuid:public_id>",
        api.fact,
        {"register": "commendations"},
        name="api_commendation",
    ),
    path("api/v1/statistics", api.figures, name="api_statistics"),
    path("api/v1/match", api.match, name="api_match"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
]

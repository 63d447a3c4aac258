from django.urls import path

from common.views import case_files, deadlines, help, history, lists, notices, quick_search, trail, work

app_name = "common"
urlpatterns = [
    path("cases/<str:kind>/<uuid:pk>/evidence/", case_files.attach, name="attach"),
    path("cases/<str:kind>/<uuid:pk>/talk/", case_files.say, name="say"),
    path("evidence/<uuid:pk>/", case_files.evidence, name="evidence"),
    path("evidence/<uuid:pk>/content/", case_files.content, name="evidence_content"),
    path("evidence/<uuid:pk>/download/", case_files.download, name="evidence_download"),
    path("evidence/<uuid:pk>/withdraw/", case_files.withdraw, name="evidence_withdraw"),
    path("deadlines/<uuid:pk>/", deadlines.deadline, name="deadline"),
    path("help/", help.manual, name="help"),
    path("help/pictures/<str:name>", help.manual_picture, name="help_picture"),
    path("glossary/", help.glossary, name="glossary"),
    path("find/", quick_search.find_anything, name="find"),
    path("history/", history.history, name="history"),
    path("trail/", trail.trail, name="trail"),
    path("history/<str:kind>/<str:key>/", history.versions, name="versions"),
    path("work/", work.work, name="work"),
    path("work/sent/", work.sent, name="sent"),
    path("lists/<slug:key>/columns/", lists.columns, name="columns"),
    path("lists/<slug:key>/saved/", lists.saved, name="saved"),
    path("lists/<slug:key>/export/<slug:kind>/", lists.export, name="export"),
    path("filters/<uuid:pk>/", lists.rename, name="rename_filter"),
    path("filters/<uuid:pk>/delete/", lists.drop, name="drop_filter"),
    path("filters/<uuid:pk>/default/", lists.default, name="default_filter"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="read_notices"),
    path("notices/settings/", notices.settings, name="notice_settings"),
    path("notices/<uuid:pk>/", notices.follow, name="follow_notice"),
    path("notices/<uuid:pk>/read/", notices.read, name="read_notice"),
]

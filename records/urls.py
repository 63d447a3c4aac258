from django.urls import URLPattern, path

from records.views import (
    bulk,
    departments,
    deputies,
    entry,
    facts,
    handovers,
    home,
    officials,
    postings,
    publications,
    records,
    rules,
)

app_name = "records"


def _register(many: str, one: str) -> list[URLPattern]:
    kind = {"register": many}
    return [
        path(f"{many}/", facts.facts, kind, name=many),
        path(f"{many}/new/", facts.new_fact, kind, name=f"new_{one}"),
        path(f"{many}/<uuid:pk>/", facts.fact, kind, name=one),
        path(f"{many}/<uuid:pk>/<slug:act>/", facts.fact_act, kind, name=f"{one}_act"),
    ]


urlpatterns = [
    path("posting/", home.switch, name="switch"),
    path("notices/<uuid:pk>/done/", home.put_notice_away, name="put_away"),
    path("records/", records.records, name="records"),
    path("records/new/", entry.new, name="new"),
    path("records/new/department/", entry.department_hint, name="department_hint"),
    path("records/new/grade/", entry.grade_hint, name="grade_hint"),
    path("records/bulk/<slug:name>/", bulk.bulk, name="bulk"),
    path("records/<str:number>/", records.record, name="record"),
    path("records/<str:number>/edit/", entry.edit, name="edit"),
    path("records/<str:number>/<slug:act>/", records.record_act, name="record_act"),
    path("publications/", publications.publications, name="publications"),
    path("publications/new/<slug:kind>/<uuid:pk>/", publications.propose, name="propose"),
    path("publications/<uuid:pk>/", publications.publication, name="publication"),
    path("publications/<uuid:pk>/text/", publications.revise, name="revise"),
    path("publications/<uuid:pk>/finding/", publications.finding, name="finding"),
    path("publications/<uuid:pk>/sheet/", publications.sign, name="sign"),
    path("publications/<uuid:pk>/<slug:act>/", publications.publication_act, name="publication_act"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<str:code>/", departments.department, name="department"),
    path("officials/", officials.officials, name="officials"),
    path("officials/<str:number>/", officials.official, name="official"),
    path("postings/", postings.postings, name="postings"),
    path("postings/new/", postings.grant, name="grant"),
    path("postings/<uuid:pk>/end/", postings.end, name="end_posting"),
    path("postings/<uuid:pk>/deputy/", deputies.grant, name="grant_deputy_of"),
    path("postings/<uuid:pk>/handover/", handovers.new, name="new_handover_of"),
    path("deputies/", deputies.deputies, name="deputies"),
    path("deputies/new/", deputies.grant, name="grant_deputy"),
    path("deputies/<uuid:pk>/revoke/", deputies.revoke, name="revoke_deputy"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/new/", handovers.new, name="new_handover"),
    path("handovers/<uuid:pk>/", handovers.handover, name="handover"),
    path("handovers/<uuid:pk>/<slug:name>/", handovers.act, name="handover_act"),
    path("rules/", rules.rules, name="rules"),
    path("rules/proposals/<uuid:pk>/", rules.proposal, name="rule_proposal"),
    path("rules/proposals/<uuid:pk>/<slug:name>/", rules.act, name="rule_act"),
    path("rules/values/<uuid:pk>/settle/", rules.settle, name="settle_rule"),
    path("rules/<slug:kind>/<slug:key>/", rules.line, name="rule"),
    path("rules/<slug:kind>/<slug:key>/propose/", rules.propose, name="propose_rule"),
    *_register("judgments", "judgment"),
    *_register("commendations", "commendation"),
]

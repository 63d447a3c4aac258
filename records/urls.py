from django.urls import URLPattern, path

from records.corrections.views import corrections
from records.facts.bulk_acts import bulk_facts
from records.facts.dishonesty.bulk_acts import bulk
from records.facts.dishonesty.views import entry, records, review
from records.facts.registers import registers
from records.facts.views import reviewed_facts
from records.publications.bulk_acts import bulk_publications
from records.publications.views import publications

app_name = "records"


def _register(many: str, one: str) -> list[URLPattern]:
    kind = {"register": many}
    return [
        path(f"{many}/", reviewed_facts.facts, kind, name=many),
        path(f"{many}/new/", reviewed_facts.new_fact, kind, name=f"new_{one}"),
        path(f"{many}/bulk/<slug:name>/", bulk_facts, kind, name=f"bulk_{many}"),
        path(f"{many}/<uuid:pk>/", reviewed_facts.fact, kind, name=one),
        path(f"{many}/<uuid:pk>/edit/", reviewed_facts.edit_fact, kind, name=f"edit_{one}"),
        path(f"{many}/<uuid:key>/correct/", corrections.propose, {"kind": one}, name=f"correct_{one}"),
        path(f"{many}/<uuid:pk>/<slug:act>/", reviewed_facts.fact_act, kind, name=f"{one}_act"),
    ]


urlpatterns = [
    path("records/", records.records, name="records"),
    path("records/new/", entry.new, name="new"),
    path("records/new/grade/", entry.grade_hint, name="grade_hint"),
    path("records/new/number/", review.number_hint, name="number_hint"),
    path("records/bulk/<slug:name>/", bulk, name="bulk"),
    path("records/<str:number>/", records.record, name="record"),
    path("records/<str:key>/correct/", corrections.propose, {"kind": "record"}, name="correct_record"),
    path("records/<str:number>/edit/", entry.edit, name="edit"),
    path("records/<str:number>/print/", records.printed, name="print"),
    path("records/<str:number>/compare/<str:other>/", review.compare, name="compare"),
    path("records/<str:number>/<slug:act>/", records.record_act, name="record_act"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<uuid:pk>/", corrections.correction, name="correction"),
    path("corrections/<uuid:pk>/edit/", corrections.revise, name="revise_correction"),
    path("corrections/<uuid:pk>/text/", corrections.face, name="correction_face"),
    path("corrections/<uuid:pk>/suspect/", corrections.suspect, name="correction_suspect"),
    path("corrections/<uuid:pk>/sheet/", corrections.sheet, name="correction_sheet"),
    path("corrections/<uuid:pk>/<slug:act>/", corrections.correction_act, name="correction_act"),
    path("publications/", publications.publications, name="publications"),
    path("publications/bulk/<slug:name>/", bulk_publications, name="bulk_publications"),
    path("publications/new/<slug:kind>/<uuid:pk>/", publications.propose, name="propose"),
    path("publications/<uuid:pk>/", publications.publication, name="publication"),
    path("publications/<uuid:pk>/text/", publications.revise, name="revise"),
    path("publications/<uuid:pk>/suspect/", publications.suspect, name="suspect"),
    path("publications/<uuid:pk>/sheet/", publications.sign, name="sign"),
    path("publications/<uuid:pk>/<slug:act>/", publications.publication_act, name="publication_act"),
    *(address for many, kept in registers.items() for address in _register(many, kept.one)),
]

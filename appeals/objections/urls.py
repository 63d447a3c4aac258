from django.urls import path

from appeals.objections.views import entering, objections

urlpatterns = [
    path("objections/", objections.objections, name="objections"),
    path("objections/new/<uuid:fact>/", entering.new_objection, name="new_objection"),
    path("objections/register/<uuid:fact>/", entering.register_objection, name="register_objection"),
    path("objections/<uuid:pk>/", objections.objection, name="objection"),
    path("objections/<uuid:pk>/mend/", entering.mend_objection, name="mend_objection"),
    path("objections/<uuid:pk>/reveal/", objections.reveal, name="reveal_applicant"),
    path("objections/<uuid:pk>/<slug:act>/", objections.objection_act, name="objection_act"),
]

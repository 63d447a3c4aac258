from django.urls import path

from postings.views import assigning, deputies, handovers, home, postings, rules
from postings.views.information_classes import information_classes

app_name = "postings"
urlpatterns = [
    path("posting/", home.switch, name="switch"),
    path("work/next/", home.next_work, name="next_work"),
    path("work/share/<slug:key>/", assigning.share, name="share"),
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
    path("information-classes/", information_classes, name="information_classes"),
    path("rules/", rules.rules, name="rules"),
    path("rules/proposals/<uuid:pk>/", rules.proposal, name="rule_proposal"),
    path("rules/proposals/<uuid:pk>/<slug:name>/", rules.act, name="rule_act"),
    path("rules/values/<uuid:pk>/settle/", rules.settle, name="settle_rule"),
    path("rules/<slug:kind>/<slug:key>/", rules.line, name="rule"),
    path("rules/<slug:kind>/<slug:key>/propose/", rules.propose, name="propose_rule"),
]

"""The list of leads."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from appeals.leads.filters import LeadFilter
from appeals.leads.models import Lead
from appeals.leads.querysets import LeadQuerySet
from appeals.leads.vocabulary import LeadStatus
from common.lists.columns import Column, below, day_column, link
from common.lists.facets import Facet
from common.lists.spec import ListSpec
from common.lists.usual import number_column, status_column
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor
from records.facts.models.facts import of_each_kind

READERS = CREDIT_OFFICE | AUDITORS


def address(lead: Lead) -> str:
    """Return the office page of a lead."""
    return reverse("appeals:lead", args=[lead.pk])


def shape(lead: Lead) -> str:
    """Return the shape of the mark: amber while nobody has answered."""
    return "objection" if lead.status == LeadStatus.PENDING else "plain"


def leads_of(posting: Actor) -> LeadQuerySet:
    """Return what a posting may see, with the fact and its department."""
    rows: LeadQuerySet = Lead.objects.visible_to(posting)
    return rows.select_related("fact__department", *of_each_kind(before="fact__"))


def _number(lead: Lead) -> SafeString:
    return below(link(address(lead), lead.number, "code"), lead.fact.number if lead.fact else lead.about[:40])


def _department(lead: Lead) -> str:
    return str(lead.fact.department) if lead.fact else "没有对应到信息"


LEADS = ListSpec(
    key="leads",
    label="线索",
    unit="件",
    url_name="appeals:leads",
    rows=leads_of,
    filterset=LeadFilter,
    roles=READERS,
    template="appeals/leads.html",
    default="-received",
    hint="公众从网站、书面、电话提供的线索。不加注标识，不引起任何记录变动；采用、不采用都写明理由，来信人凭查询码能看到。",
    empty="没有线索。公众在网站的“提出异议或者线索”里来信，不是利害关系人的，或者没有对应到信息的，列在这里。",
    columns=(
        number_column(
            "线索", _number, (("线索编号", lambda c: c.number), ("来信所写的信息", lambda c: c.about))
        ),
        Column("department", "部门", _department),
        Column("sender", "来信人", lambda c: c.get_sender_kind_display(), css="nowrap"),
        Column("kind", "类型", lambda c: c.get_kind_display(), css="nowrap"),
        day_column("received", "收到日期", "received_on"),
        status_column(LeadStatus, shape),
    ),
    facets=(Facet("status", "status"), Facet("kind", "kind"), Facet("sender_kind", "sender_kind")),
)

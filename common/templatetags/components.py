"""What recurs on the pages of both sites, as one tag each."""

from __future__ import annotations

from django import template

register = template.Library()


@register.inclusion_tag("components/pair.html")
def pair(label: str, value: object, css: str = "") -> dict[str, object]:
    """Show a label and its value, inside a `<dl>`."""
    return {"label": label, "value": value, "css": css}

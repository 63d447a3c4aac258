"""`{% csrf_token %}` in the office: a form also says through which posting its page was shown."""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

SHOWN_AS = "shown_as"
"""The posting under which a form was shown; a change of posting in another tab makes it another's page."""

register = template.Library()


class PostingTokenNode(CsrfTokenNode):
    """Django's token and, where somebody acts through a posting, the key of that posting."""

    def render(self, context: Context) -> str:
        token = super().render(context)
        posting = getattr(context.get("request"), "posting", None)
        if not token or posting is None:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', SHOWN_AS, posting.pk)


@register.tag("csrf_token")
def posting_token(parser: Parser, token: Token) -> PostingTokenNode:
    return PostingTokenNode()

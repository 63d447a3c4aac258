"""A visitor without an account: fills in the public form, answers its question, follows by receipt and code."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosure.door import captcha
from intake.sealing import QueryCode

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
FILLED = {
    "about": "模拟局拖欠工程款",
    "sender": "concerned",
    "standing": "是合同相对方，工程款的结算受影响",
    "name": "甄诚信",
    "contact": "13900000000",
    "kind": "error",
    "reasons": "逾期天数写错了，应为一百二十日",
}


def file(name: str = "证明.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class Visitor:
    """One browser's way through the form, every request of it as the public role."""

    def __init__(
        self, as_public: Callable[[], AbstractContextManager[Any]], line: str = "203.0.113.7"
    ) -> None:
        self.as_public, self.client = as_public, Client(REMOTE_ADDR=line)
        self.receipt, self.code = "", ""

    def get(self, address: str, **asked: str) -> Any:
        with self.as_public():
            return self.client.get(address, asked)

    def post(self, address: str, given: dict[str, Any], **headers: str) -> Any:
        with self.as_public():
            return self.client.post(address, given, **headers)

    def question(self, **changed: str) -> str:
        """Check the form; return the token of the question on the page that follows."""
        page = self.post("/objection/", {**FILLED, **changed, "step": "check"})
        assert page.status_code == 200, shown(page)
        return hidden(page, "question")

    def send(
        self,
        files: list[Any] | None = None,
        *,
        token: str = "",
        digits: str = "",
        code: str = "",
        **changed: str,
    ) -> Any:
        """Send the form with the right answer, unless another is given; note receipt and code."""
        token = token or self.question(**changed)
        asked = captcha.read(token)
        given: dict[str, Any] = {**FILLED, **changed, "step": "send", "code": code, "question": token}
        given["digits"] = digits or (asked.digits if asked else "")
        page = self.post("/objection/", given | ({"files": files} if files else {}))
        self._note(page)
        return page

    def keep(self, **changed: str) -> Any:
        page = self.post("/objection/", {**FILLED, **changed, "step": "keep"})
        self._note(page)
        return page

    def follow(self, step: str = "look", **given: Any) -> Any:
        return self.post("/follow/", {"receipt": self.receipt, "code": self.code, "step": step, **given})

    def _note(self, page: Any) -> None:
        found = re.findall(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}|WS-[0-9A-Z]{5}-[0-9A-Z]{5}", shown(page))
        if page.status_code == 200 and len(found) == 2:
            self.receipt, self.code = found
            assert QueryCode.read(self.code) is not None


def shown(page: Any) -> str:
    return str(page.content.decode())


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', shown(page))
    assert found, shown(page)
    return found[1]

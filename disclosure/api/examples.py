"""Examples of the API in two tongues, as the page shows them and as the tests run them."""

from __future__ import annotations

from dataclasses import dataclass

HERE = "https://SITE"
"""In whose place the site's own address is written."""


@dataclass(frozen=True)
class Example:
    """One task, for a command line and for Python without packages."""

    title: str
    curl: str
    python: str

    def at(self, site: str) -> Example:
        """Return the example as it is written for a site."""
        return Example(self.title, self.curl.replace(HERE, site), self.python.replace(HERE, site))


EXAMPLES = (
    Example(
        "查严重失信的记录，只要几个字段",
        f"""curl -s --get '{HERE}/api/v1/records' \\
  -d severity=serious -d limit=10 -d fields=title,department_name,public_until""",
        f"""import json
from urllib.parse import urlencode
from urllib.request import urlopen

asked = {{"severity": "serious", "limit": 10, "fields": "title,department_name,public_until"}}
with urlopen("{HERE}/api/v1/records?" + urlencode(asked)) as answer:
    for row in json.load(answer)["data"]:
        print(row["title"], row["department_name"], row["public_until"])""",
    ),
    Example(
        "一页一页读完",
        f"""next='{HERE}/api/v1/records?limit=100'
while [ -n "$next" ]; do
  page=$(curl -s "$next")
  printf '%s\\n' "$page"
  next=$(printf '%s' "$page" | sed -n 's/.*"next": "\\([^"]*\\)".*/\\1/p')
done""",
        f"""import json
from urllib.request import urlopen

page = "{HERE}/api/v1/records?limit=100"
while page:
    with urlopen(page) as answer:
        found = json.load(answer)
    for row in found["data"]:
        print(row["id"], row["title"])
    page = found["next"]""",
    ),
    Example(
        "核对自己的副本：没有变就答 304，不再传内容",
        f"""tag=$(curl -s -o copy.json -D - '{HERE}/api/v1/records' | tr -d '\\r' | sed -n 's/^[Ee][Tt]ag: //p')
curl -s -o /dev/null -w '%{{http_code}}\\n' -H "If-None-Match: $tag" '{HERE}/api/v1/records'""",
        f"""from urllib.error import HTTPError
from urllib.request import Request, urlopen

address = "{HERE}/api/v1/records"
with urlopen(address) as answer:
    tag = answer.headers["ETag"]
try:
    urlopen(Request(address, headers={{"If-None-Match": tag}}))
    print("有变化")
except HTTPError as unchanged:
    print(unchanged.code)""",
    ),
    Example(
        "一组名称、代码各是哪个部门",
        f"""curl -s --get '{HERE}/api/v1/match' \\
  --data-urlencode 'q=省财政厅' --data-urlencode 'q=南京市财政局'""",
        f"""import json
from urllib.parse import urlencode
from urllib.request import urlopen

names = ["省财政厅", "南京市财政局"]
with urlopen("{HERE}/api/v1/match?" + urlencode({{"q": names}}, doseq=True)) as answer:
    for found in json.load(answer)["data"]:
        best = found["matches"][0] if found["matches"] else None
        print(found["asked"], best["score"] if best else "没有找到", best and best["credit_code"], best and best["why"])""",
    ),
)

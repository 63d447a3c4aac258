"""The procedure of a letter（文书）: drafted, issued, served beside the matter that it serves."""

from __future__ import annotations

from common.cases.case_type import DECLINED, CaseType, declare
from common.cases.story import story_of_itself
from letters.models import Letter

BESIDE = "文书在所涉事项的案卷页办理，没有自己的页面"


def register() -> None:
    """Declare it; called once when the app is ready."""
    declare(LETTERS)


LETTERS = CaseType(
    model=Letter,
    states=Letter.Status,
    address=DECLINED(BESIDE),
    notice_address=DECLINED("文书没有自己的提醒"),
    places=DECLINED(BESIDE),
    lists=DECLINED(BESIDE),
    queues=DECLINED("由所涉事项的待办带到"),
    sent=DECLINED("由所涉事项的“我经手的”带到"),
    finder=DECLINED("从所涉事项找到"),
    evidence=DECLINED("送达凭证随文书保存，其他证据放在所涉事项旁边"),
    talk=DECLINED("沟通放在所涉事项旁边"),
    tabs=DECLINED(BESIDE),
    acts=DECLINED("由所涉事项的页面调用 letters 的服务"),
    bulk=DECLINED("每件文书逐件签发"),
    story=story_of_itself,
    handover=DECLINED("随所涉事项交接"),
    merger=DECLINED("随所涉事项移转；发文机关是当时的机关"),
    deadlines=DECLINED("文书本身没有期限，送达以后的期限属于所涉事项"),
    notices=DECLINED("由所涉事项提醒"),
    outbox=DECLINED("文书不向外发消息"),
    titles=DECLINED("用文号和标题命名（__str__）"),
    parents=DECLINED("已发出的文书不因事项终止而失效，作废须由人写明理由"),
)

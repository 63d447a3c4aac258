"""Personal data by shape: what must be found, what must not, and where exactly it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identifiers.credit_codes import check_character
from privacy import mask, scan
from privacy.people import people

NUMBERS = [
    ("id_card", "身份证号320106198001011234"),
    ("id_card", "身份证号 320106 19800101 123 X"),
    ("id_card", "３２０１０６１９８００１０１１２３Ｘ"),
    ("id_card", "3-2-0-1-0-6-1-9-8-0-0-1-0-1-1-2-3-4"),
    ("id_card", "320106\u200b19800101\u200b1234"),
    ("id_card", "编号320106198001011234"),
    ("id_card", "sfz320106198001011234"),
    ("id_card", "320106800101123"),
    ("id_card", "320106 800101 123"),
    ("id_card", "身份证号:3201061980010112"),
    ("mobile", "联系人电话１３８５１４０００００"),
    ("mobile", "手机138 5140 0000"),
    ("mobile", "手机138-5140-0000"),
    ("mobile", "手机138.5140.0000"),
    ("mobile", "+86 13851400000"),
    ("mobile", "008613851400000"),
    ("mobile", "1 3 8 5 1 4 0 0 0 0 0"),
    ("mobile", "138\u30005140\u30000000"),
    ("mobile", "手机号一三八五一四〇〇〇〇〇"),
    ("mobile", "手机号一三八-五一四〇-〇〇〇〇"),
    ("mobile", "①③⑧⑤①④00000"),
    ("mobile", "电话13851400000元旦后联系"),
    ("mobile", "2026-11-23 13851400000"),
    ("mobile", "订单编号13851400000"),
    ("phone", "(025)83212345"),
    ("phone", "（０２５）８３２１２３４５"),
    ("phone", "025-83212345"),
    ("phone", "0512 6522 1234"),
    ("phone", "05126522123"),
    ("phone", "联系电话：83212345"),
    ("bank_card", "退款账户6222 0200 0000 0000 003"),
    ("bank_card", "6222020000000000003"),
    ("bank_card", "4367421234567890"),
    ("bank_card", "62220200 00000000003"),
    ("bank_card", "账号：32001881236052500123"),
    ("email", "zhang.san@qq.com"),
    ("email", "zhangsan＠163．com"),
    ("email", "zs @ qq . com"),
    ("passport", "护照E12345678"),
    ("passport", "护照号码：EA1234567"),
    ("passport", "g 1234 5678"),
    ("plate", "苏A12345"),
    ("plate", "苏ＡＦ１２３４５"),
    ("plate", "苏A·12345"),
    ("account", "微信号：abc_123456"),
    ("account", "QQ12345678"),
]
NAMES = [
    ("责任人张建民（身份证号", ["张建民"]),
    ("责任人：张建民、李秀英和王强负责", ["张建民", "李秀英", "王强"]),
    ("责任人 张 建 民 已调离", ["张 建 民"]),
    ("责任人张建民违规操作", ["张建民"]),
    ("联系人欧阳建国，", ["欧阳建国"]),
    ("原告王小明诉被告南京市某局", ["王小明"]),
    ("原告李秀英与南京市某局纠纷一案", ["李秀英"]),
    ("原告张和平", ["张和平"]),
    ("原告高中华", ["高中华"]),
    ("法定代表人：赵六", ["赵六"]),
    ("法定代表人王五拒不履行", ["王五"]),
    ("负责人于洋，", ["于洋"]),
    ("项目经理周建国", ["周建国"]),
    ("经办人（签字）：钱多多", ["钱多多"]),
    ("申请人买买提·艾力江", ["买买提·艾力江"]),
    ("局长李卫国在会上", ["李卫国"]),
    ("村民王大山的土地", ["王大山"]),
    ("户主孙悟空家", ["孙悟空"]),
    ("张建民，男，1970年1月1日生", ["张建民"]),
    ("对张建民同志作出处分", ["张建民"]),
    ("当事人刘某某、陈世美", ["陈世美"]),
    ("证人安禄山出庭", ["安禄山"]),
    ("原告John Smith", ["John Smith"]),
]
ADDRESSES = [
    ("家住南京市玄武区中山路1号3栋502室，", "南京市玄武区中山路1号3栋502室"),
    ("住址：苏州市姑苏区某某新村12幢301", "苏州市姑苏区某某新村12幢301"),
    ("原告，住所地南京市秦淮区夫子庙街５号，", "南京市秦淮区夫子庙街５号"),
    ("该户位于某某花园3栋2单元502室", "该户位于某某花园3栋2单元502室"),
    ("户籍地江苏省沛县张庄镇李村3组", "江苏省沛县张庄镇李村3组"),
    ("家住玄武门街道", "玄武门街道"),
]
CLEAN = """113200000140003191
统一社会信用代码91110000600037341L。
代码N2320102MF1234567N、Y13200007178234901
1132 0000 0140 0031 91
金额13851400000元
金额13,851,400,000.00元
总投资13851400000.00元
苏财罚〔2026〕13851400000号
（2026）苏01行终4号
苏政发〔2023〕55号 二(二)
2026-01-05至2026-12-31
20260105-20261231
20260105 12:30:45
合同编号：15-2026-0012-345
合同编号HT-2026-11-23-001
JSZC-320100-20260101-0012
编号S20261123
12345678901234567890
3201**********1234，138****0000
热线12345，400-828-1234
百分之214
资金3000、4000、5000、6000万元
2023 2024 2025 2026
310000 320000 330000 340000
占地面积13500.5平方米
以主要负责人更替为由拒不兑现书面承诺
主要负责人应当依法履行职责
负责人任职期间变动
负责人于2026年1月
负责人高度重视
负责人和班子成员
原告江苏某建设集团有限公司诉
原告金陵石化
被告南京市玄武区人民政府
被告徐州市模拟统计局
第三人民医院
当事人双方陈述申辩
当事人曾多次
申请人提供材料
责任人员未到岗
项目经理部
联系人电话
联系人民群众
原告张某、王某某与李×
南京市长江路3号
市长江大桥
主任会议、局长办公会
村民委员会
村民安置房
居民高度关注
职工工资
法人单位
总经理办公会
会计师事务所
办公地址：南京市北京西路68号
南京市某局位于北京西路68号
被告某某公司，住所地南京市玄武区中山路1号
老旧小区改造3栋楼
该户籍地公安机关
女士们先生们""".splitlines()


@pytest.mark.parametrize(("kind", "text"), NUMBERS)
def test_a_personal_number_is_found_however_it_is_written(kind, text):
    assert [one.kind for one in scan(text)] == [kind]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_a_person_named_in_a_role_is_found(text, names):
    assert [one.text for one in scan(text) if one.kind == "name"] == names


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_a_home_address_is_found(text, address):
    assert [(one.kind, one.text) for one in scan(text)] == [("address", address)]


@pytest.mark.parametrize("text", CLEAN)
def test_bodies_amounts_dates_and_document_numbers_raise_no_alarm(text):
    assert scan(text) == []


def test_a_finding_says_what_where_and_how_it_may_be_shown():
    (found,) = scan("公开承诺未办结，联系人电话１３８５１４０００００。")
    assert (found.start, found.end) == (13, 24)
    assert found.text == "１３８５１４０００００"
    assert (found.kind, found.label, found.masked) == ("mobile", "手机号码", "138****0000")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("320106198001011234", "3201**********1234"),
        ("320106800101123", "3201*******1123"),
        ("+86 138-5140-0000", "138****0000"),
        ("6222 0200 0000 0000 003", "6222************003"),
        ("zhang.san@qq.com", "z***@qq.com"),
        ("责任人张建民", "张**"),
        ("家住中山路1号", "***"),
    ],
)
def test_what_is_shown_of_a_finding_does_not_give_it_away(text, shown):
    assert [one.masked for one in scan(text)] == [shown]


def test_listed_officials_are_found_anywhere_and_with_spaces():
    roster = frozenset(["测试甲", "王伟", "欧阳测试"])
    found = scan("经测 试\u3000甲同意，王伟", names=roster)
    assert [one.text for one in found] == ["测 试\u3000甲", "王伟"]
    assert scan("经测试局同意", names=roster) == []


def test_a_single_sign_is_no_name_to_look_for():
    assert scan("大王", names=["王", ""]) == []


def test_titles_and_file_names_are_searched_too():
    assert [one.kind for one in scan("关于原告李秀英的行政判决书")] == ["name"]
    assert [one.kind for one in scan("判决书_320106198001011234_终稿.docx")] == ["id_card"]


def test_several_findings_come_in_order_and_do_not_contain_each_other():
    found = scan("电话13851400000，身份证320106 19800101 1233，原告李秀英")
    assert [one.kind for one in found] == ["mobile", "id_card", "name"]


def test_a_digit_on_either_side_makes_it_another_number():
    assert scan("1132010619800101123") == []
    assert scan("913851400000") == []
    assert scan("138514000001") == []


@pytest.mark.parametrize("born", ["19801301", "19800132", "19810229", "18800101", "20990101"])
def test_eighteen_digits_without_a_birth_date_are_no_id_number(born):
    assert not any(one.kind == "id_card" for one in scan(f"320106{born}1234"))


@given(
    st.from_regex(r"[1-5][1-5][0-9]{2}(0[3-9]|[1-9][0-9])", fullmatch=True),
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True),
    st.sampled_from(["", " ", "-", "\u3000"]),
)
def test_an_id_number_is_found_whatever_its_check_digit(area, born, tail, gap):
    number = gap.join([area, born.strftime("%Y%m%d"), tail])
    assert [one.text for one in scan(f"当事人（{number}）")] == [number]


@pytest.mark.parametrize("start", ["51322119800101", "11101119900101", "32031119800101"])
def test_an_id_number_that_happens_to_pass_as_a_credit_code_is_still_found(start):
    bodies = [f"{start}{serial:03d}" for serial in range(200)]
    numbers = [body + check_character(body) for body in bodies]
    for number in [one for one in numbers if one[-1].isdigit() or one[-1] == "X"]:
        assert [one.kind for one in scan(number)] == ["id_card"]


def test_a_code_of_a_district_that_looks_like_an_id_number_is_a_code():
    bodies = [f"11110119900101{serial:03d}" for serial in range(200)]
    codes = [body + check_character(body) for body in bodies]
    assert len([code for code in codes if not scan(code)]) > 150


organs = st.builds(
    lambda kind, region, inner: kind + region + inner,
    st.sampled_from(["11", "12", "13", "51", "52", "54", "91", "92", "N1", "N2"]),
    st.sampled_from(["320000", "320106", "320381", "321183", "100000", "310115"]),
    st.from_regex(r"[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True),
)


@given(organs, st.sampled_from(["", " ", "，", "号"]), st.sampled_from(["", "。", "某局"]))
def test_a_valid_credit_code_never_raises_an_alarm(body, before, after):
    assert scan(f"{before}{body + check_character(body)}{after}") == []


@given(st.text("1380 -　X元号@.张责任人原告住址家（）,，0123456789Ａ１", max_size=60))
def test_offsets_point_into_the_original_and_masking_leaves_no_number(text):
    suspects = scan(text)
    assert all(text[one.start : one.end] == one.text for one in suspects)
    assert [one.start for one in suspects] == sorted(one.start for one in suspects)


@given(st.lists(st.sampled_from([text for _, text in NUMBERS]), max_size=4))
def test_masking_hides_every_number_and_nothing_else_is_found_after_it(pieces):
    masked = mask("；".join(pieces))
    assert not any(one.kind in {"id_card", "mobile", "bank_card"} for one in scan(masked))


def test_a_name_before_the_sign_of_a_mail_address_is_found_with_it():
    assert [(one.kind, one.text) for one in scan("张三@qq.com")] == [("name", "张三"), ("email", "@qq.com")]


def test_masking_keeps_words_and_credit_codes():
    text = "责任人张建民，32010619800101123X，138 5140 0000，代码113200000140003191"
    assert mask(text) == "责任人张建民，3201**********123X，138****0000，代码113200000140003191"
    assert mask("逾期96日") == "逾期96日"


def test_an_empty_text_holds_nothing():
    assert scan("") == []
    assert mask("") == ""


@pytest.mark.parametrize("text", ["法院判决部门履行", "责令部门整改"])
def test_no_name_begins_in_the_middle_of_a_word_for_a_body(text):
    assert people(text) == []

"""What the fields of each source mean（rules.md 3.5）: judgment, penalty, sanction, accountability."""

from __future__ import annotations

from common.field_help import FieldHelp as H

POLICY = "苏政发〔2023〕55号 二(二)"
LITIGATION = "行政诉讼法"
PENALTIES = "行政处罚法"
SANCTIONS = "公职人员政务处分法"
ACCOUNTABILITY = "中国共产党问责条例"

SOURCE_HELP = {
    "court": H("作出生效裁判的法院全称；二审、再审的填终局法院。", POLICY),
    "instance": H("裁判生效的那一审级；只有执行裁定的选“执行”。", POLICY),
    "case_type": H("按案号中的字判断：行—行政，民—民商事，刑—刑事，赔—国家赔偿，执—执行。", POLICY),
    "case_cause": H("照裁判文书的案由写，不写当事人姓名。", "个人信息保护法 25"),
    "outcome": H("按对本机关的结果选。败诉本身不等于失信，是否失信看认定。", f"{LITIGATION} 96"),
    "performance_due": H("判决确定的履行期限最后一天；判决没有写的留空。", f"{LITIGATION} 94、96"),
    "performance": H(
        "选“拒不执行”须有法院的公告或名单，不能从未履行推断；拒不执行的不论金额按严重计。", f"{LITIGATION} 96"
    ),
    "enforcement_number": H("进入强制执行的填，如（2025）苏01执123号。", f"{LITIGATION} 95"),
    "unperformed": H("单位万元，到录入当天还没有履行的本金和利息；已全部履行的留空。", POLICY),
    "is_listed": H("以法院的失信被执行人名单为准；已删除的另选“已删除”，不再用作依据。", "法释〔2017〕7号"),
    "document_url": H("中国裁判文书网的完整地址，以 https:// 开头；未上网的留空。"),
    "head_attended": H("行政案件填本机关负责人是否出庭应诉；其他案件不填。", f"{LITIGATION} 3"),
    "violation": H("照决定书认定的违法、违纪行为写类别，如“拖欠工程款”“违规干预采购”；不写姓名。", POLICY),
    "penalty_kind": H("决定书有几种处罚的，选最重的一种，其余写在处罚内容里。", f"{PENALTIES} 9"),
    "penalty_content": H("照决定书主文写，罚没金额另填在下面。", f"{PENALTIES} 59"),
    "fine": H("单位万元；没有罚款的留空，不要填 0。", f"{PENALTIES} 9"),
    "confiscated": H("单位万元；没收违法所得和非法财物的合计，没有的留空。", f"{PENALTIES} 9"),
    "penalty_until": H("限制、暂扣类处罚的最后一天；警告、罚款等没有期限的留空。", f"{PENALTIES} 59"),
    "organ": H(
        "任免机关、单位给的是处分，监察机关给的是政务处分；同一违法行为不得重复处分。", f"{SANCTIONS} 16"
    ),
    "sanction": H(
        "六种之一。期间按规则页计算：警告 6、记过 12、记大过 18、降级和撤职 24 个月。", f"{SANCTIONS} 7、8"
    ),
    "lifted_on": H("期满自动解除的日期；还在期内的留空。", "公务员法 65"),
    "accountable_to": H("作出问责决定的党组织或机关全称。", ACCOUNTABILITY),
    "object": H("对党组织、领导班子的可以公示；对领导干部个人的不公示。", f"{POLICY}；{ACCOUNTABILITY}"),
    "way": H("照问责决定选；纪律处分、政务处分另按处分登记。", ACCOUNTABILITY),
    "influence_until": H("决定写明影响期的填最后一天；没有写的留空，按规则页计算。", ACCOUNTABILITY),
    "for_life": H("决定写明终身问责的选“是”；不从职务变动推断。", f"{POLICY}；{ACCOUNTABILITY}"),
}
"""{key of a source's field: its help}; a key that two sources share means the same in both."""

"""Surnames, and the words that begin like one: what tells a person from a body or a plain sentence."""

from __future__ import annotations

import re


def words(text: str) -> tuple[str, ...]:
    """The words of a text that spaces part."""
    return tuple(text.split())


PLAIN = frozenset(
    "王李张刘陈杨赵黄周吴徐孙朱胡郭林罗梁宋唐韩冯邓曹彭肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦"
    "付邹孟熊秦邱尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱覃戴莫孔汤康牛樊葛邢乔伍庞颜倪庄聂章鲁岳翟殷詹欧耿焦俞左柳甘祝"
    "舒阮柯梅童凌裴霍涂苗谷盛翁冉骆蓝辛靳柴蒙鲍喻祁蒲滕屈饶牟艾尤穆卓古吉缪芦褚娄窦戚岑景宫卜冷晏席柏宗瞿桂佟臧闵苟"
    "邬卞姬仇栾隋刁沙荣巫寇桑郎甄仲虞敖巩佘池邝封匡鞠荆郁胥储栗燕楚鄢谌奚粟冼蔺闻伊仝郜阚屠朴廉禹阎鄂茅狄晁芮阙戈"
    "邸雍辜裘亓邰赫杭逯茹亢嵇湛戎郑谢许高马石何罗江温方金"
)
"""Surnames that seldom begin another word."""

AMBIGUOUS = frozenset(
    "于任常文向安齐易关包宁尚纪毕单季成曲路游管华房解农车项连麦党费卫米全应边师商丛明查麻官谈惠乐冀南班原劳皮楼盘"
    "满厉区海花权强帅豆盖练井祖漆巴丰支国平计索宣晋相初门云容来都普浦伏鹿薄郗万严武施白申时经是水雨鲜印简幸信衡曾应"
)
"""Surnames that are everyday words too: taken for one only where the name stands by itself."""

FUNCTION_WORDS = frozenset("应曾经时是向都全从能可但宣计索支管初相平")
"""Of these the ones that mostly carry on a sentence: a surname only behind a colon, a bracket or a space."""

COMPOUND = frozenset(
    words(
        "欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 端木 南宫 长孙 宇文 轩辕 呼延 澹台 百里 闻人 东郭 西门 "
        "鲜于 申屠 太史 公冶 仲孙 钟离 濮阳 独孤 赫连 拓跋 完颜 纳兰 公羊 巫马 淳于 单于 万俟 第五 左丘 东野 南门"
    )
)
FIRST = PLAIN | AMBIGUOUS | {surname[0] for surname in COMPOUND}

PLACES = words(
    "江苏 江西 江阴 江宁 江都 江浦 苏州 徐州 常州 常熟 连云 高邮 高淳 高港 金坛 金湖 姜堰 海安 海门 海州 海陵 海南 东台 东海 丰县 "
    "沛县 宿迁 宿城 宿豫 秦淮 邗江 阜宁 通州 盐城 南京 南通 安徽 云南 云龙 甘肃 贵州 宁夏 广东 广西 黑龙江 湖南 湖北 河南 河北 石家庄 "
    "武汉 武进 温州 杭州 郑州 福建 福州 沙洲 邳州 新沂 如皋 如东 启东 昆山 太仓 张家港 吴江 吴中 相城 虎丘 姑苏 梁溪 滨湖 惠山 锡山 "
    "宜兴 溧阳 溧水 天宁 钟楼 仪征 宝应 广陵 丹徒 丹阳 扬中 句容 京口 润州 兴化 靖江 泰兴 泰州 沭阳 泗阳 泗洪 涟水 盱眙 洪泽 清江浦 "
    "淮阴 淮安 灌云 灌南 赣榆 响水 滨海 射阳 建湖 亭湖 盐都 大丰 贾汪 铜山 鼓楼 睢宁 全国 全省 全市 全县 全区 国家 华东 华北 长江 黄河"
)
"""A word that begins with one of these is a body or a place."""

COMMON_WORDS = frozenset(
    words(
        "任职 任期 任务 任何 任免 任命 任意 应当 应于 应在 应按 应予 应对 常年 常态 常务 何时 何种 何处 何人 何以 经查 经核 经营 经济 经办 关于 关系 关键 关联 单位 单方 单独 "
        "陈述 陈列 曾经 曾因 曾被 曾任 曾向 许可 许诺 费用 金额 金融 金属 支付 支出 支持 施工 施行 管理 管辖 严重 严格 严肃 高度 高速 高新 高校 高层 高级 高于 高额 高中 高标 "
        "包括 包含 全部 全体 全面 全额 成立 成功 成员 成本 连续 连同 连带 计划 计算 计入 安排 安全 安置 方可 方式 方面 方案 方能 解除 解决 解释 原因 原则 原告 强行 强制 强调 "
        "万元 万余 党组 党委 党员 党支 钱款 马上 马路 文件 文书 文化 权限 权利 权益 周转 周期 周边 周围 周末 张贴 张榜 王牌 杨树 林地 林业 林木 孙子 孙女 胡同 胡乱 罗列 郑重 "
        "谢绝 肖像 田地 田间 董事 余额 余款 余下 杜绝 程序 程度 苏州 陆续 陆地 范围 范本 石材 石油 石化 夏季 付款 付清 付出 付费 顾客 顾问 明确 明知 明显 明细 查明 查处 查实 "
        "查询 时任 时间 时限 是否 水利 水务 花费 国家 国有 平台 平均 平时 来源 来信 来访 来函 都是 都未 普通 相关 相应 相互 海洋 海域 南京 班子 盘活 位于 区域 区政 官方 信用 "
        "信息 信访 简称 简易 商业 商务 商品 农村 农业 农户 项目 向其 向该 向法 向上 车辆 车牌 房屋 房产 路面 路段 易地 季度 纪委 纪检 尚未 尚欠 尚有 毕业 宣布 宣传 索要 索赔 "
        "申请 申报 申诉 武装 白天 温室 古树 盛大 景区 景观 储备 储存 封存 封闭 沙石 柴油 蒙受 蓝图 康复 桂花 童车 左右 甘愿 章程 庄园 龙头 史料 毛利 戴帽 雷同 段落 侯任 廉洁 "
        "廉政 廉租 燕山 池塘 江水 江边 江岸 江堤 江南 江北 鲁班 温馨 温度 汤山 艾滋 吉祥 古建 宗教 席位 冷链 卓越 欧洲 欧元 楚汉 华为 路灯 管委 管护 师生 师资 边界 游客 衡量 "
        "幸福 于昨 于今 于当 于次 于年 于月 于同 于上 于下 于本 于该 于事 于此 于是 于其 于法"
    )
)
"""Words of two signs that begin like a name."""

_BODY_WORDS = words(
    "公司 集团 企业 事务所 工厂 合作社 银行 信用社 保险 学校 大学 学院 中学 小学 幼儿园 医院 卫生院 法院 检察院 研究院 设计院 政府 人民 委员会 "
    "村委 居委 管委 办事处 街道 机关 部门 单位 中心 协会 学会 商会 商行 商店 超市 酒店 饭店 经营部 项目部 门市部 工作室 农场 林场 基地 "
    "园区 开发区 新区 工程 项目 招标 采购 个体 合伙 基金 平台 支队 大队 石化 电力 股份 有限 联社 "
)
BODY = re.compile(rf"(?=[{''.join(sorted({word[0] for word in _BODY_WORDS}))}])(?:{'|'.join(_BODY_WORDS)})")
"""A phrase that holds one of these is a body, not a person."""

BODY_ENDS = (
    re.compile("[局厅委办院所处站队部厂店县市区镇乡省]$"),
    re.compile("[局厅委办院所处站队部科社厂店场馆行会省市县区镇乡村]$"),
)
"""Ends of a body's name: of a short phrase, that might be a person's, and of a longer one."""

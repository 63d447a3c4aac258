"""The signs that given names are made of: a surname before one or two of them has the shape of a name."""

from __future__ import annotations

_USUAL = (
    "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩"
    "中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭"
    "鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘秀娟英华慧巧美娜静淑惠珠翠雅芝玉萍红娥玲芬芳燕彩春菊兰凤洁梅琳素云莲真"
    "环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚"
    "苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可舒影荔枝丽阳妮宝贝初程梵恒鸿桦骅剑"
    "娇纪宽灵媚琪晴容睿烁堂唯威雯苇萱阅彦宇雨洋忠宗曼紫逸贤蝶菡绿蓝儿烟轩柳杨帆帅鑫凯坤想涵畅瑜花金银铭钢铁铜锋锐长根土水火木"
    "田禾苗稳定立正直方圆大小双喜敏捷静远近高升尚向前进步红军兵士民工农商学文武双全洪湖滨津洲溪泉源润沛淳渊汉浦涌渝湘沪粤京燕虎豹"
    "麟骏驰骥啸吟诗书画笔墨砚琴棋理智礼孝悌廉耻法律典章模范榜样演示诺守履约践实真训诫拟"
    "莹想冬玮珂怀彤铮锴钰皓皎昊昕晗暄曦桐梓棠楷沁沐泓洛浚淇漪潇灿炜烨熙煜焕熠珏珑瑄璇璋皖祎禹竣笑筱绮翊芷芊茵荃葳蔚蕾薪虹豫赫迪郁钊铎锟霖霁靖"
    "韬颢骁骞鹤麒黎默齐圣堃垚奕妤妙姗嫣孜存宸寅尧岱峻崇嵩巍彰徽恺悠憬懿戈拓擎攀敦斐旻旺昱显普杉柏栩桓"
    "昂碧炳忱澄池楚慈醇朵娥恩尔斐奉芙孚甫恭函翰怀煌卉绘谨劲晋炯玖炬隽鹃珂恪侃魁奎葵昆来琅栗荔菱凌隆罗蔓满玫萌孟弥勉牧慕睦穆霓念"
    "欧盼佩培蓬祺琪旗乔钦勤芹秦然茹汝桑韶圣曙硕朔颂穗恬甜添亭庭廷彤童婉望纬蔚沃梧昔夕夏仙弦宪献湘襄享勋薰逊絮煦璇妍央扬遥曜耀"
    "晔依贻倚忆益谊翼殷胤樱婴鹰映泳佑誉愉虞遇援愿越跃岳匀耘蕴赞藻湛昭兆桢祯峥芷知治稚柱祝铸卓琢姿佐优亿函意茉苹莓桃蓓岱品缘缨"
)

_PROSE = "逾渎诿恪瑕疵赡帑恙圩埭崮邳邗沭泗溧盱眙睢亳邺浏濉赣"
"""Of the rarer signs the ones that official prose and names of places are written with."""


def _rarer() -> frozenset[str]:
    """The second level of GB 2312, ordered by radicals: a sign of it after a surname is seldom anything but a name."""
    pairs = (bytes([row, cell]) for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312") for pair in pairs) - frozenset(_PROSE)


RARE = _rarer() | frozenset(
    "珺玥玦淏琎姞玙珮珣珅瑨璟璠翀垚堃奡昇昉昳晞晧煊煐祎禛翯茠苡荍莀菂蔀賚赟鋆锃锜镕霂頔颋骎犇骉淩昪淏萩渟彧澤鈺"
)
"""Signs that given names are nearly the only ones to use."""

GIVEN = frozenset(_USUAL) | RARE

"""Names made from syllables: people, villages, hamlets, townships."""

from __future__ import annotations

from random import Random

from carebook.demo.days import chance

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "皇甫", "夏侯")
MALE = "国建志明华平军勇强永福贵发财金德忠义学文武光世安宁康松柏山海川江河林森树木石岩东南春生根顺成正大"
FEMALE = "秀英芳兰梅菊莲桂香玉珍琴霞云凤仙翠月红艳丽春秋冬雪花蓉莉燕萍娟静淑慧芬素清容琼碧惠巧美先贞"
VILLAGE_FIRST = (
    "柳云桃清石竹松枫梨杏茶麦稻菱荷桂兰莲梅榆槐杉柏青白黄红金银玉龙凤鹤鹿牛马羊双三五七九长大小上下东西南北"
)
VILLAGE_SECOND = "溪岭坪河沟湾坝垭塘泉井桥渡滩洲岩峰坡坎塆冲洞寨堡墩岗台田园"
HAMLETS = ("一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组")
TOWNSHIP_FIRST = "松云碧青石柏白丹玉锦"
TOWNSHIP_SECOND = "岭坪湖川泉塘峰岩沙门"


def surname(rng: Random) -> str:
    """Draw a family name; one in a hundred is compound."""
    return rng.choice(COMPOUND) if chance(rng, 0.01) else rng.choice(SURNAMES)


def given(rng: Random, sex: int) -> str:
    """Draw a given name of one or two characters for a sex code."""
    first, second = rng.sample(MALE if sex == 1 else FEMALE, 2)
    return first + second if chance(rng, 0.85) else first


def village(index: int) -> str:
    """Return the name of the village with an index; no two are the same below 1,500."""
    block, first = divmod(index, len(VILLAGE_FIRST))
    second = VILLAGE_SECOND[(first * 7 + block) % len(VILLAGE_SECOND)]
    again = block // len(VILLAGE_SECOND)
    return VILLAGE_FIRST[first] + second + "上中下前后新老内外"[again - 1] * bool(again)


def township(rng: Random) -> str:
    """Draw the name of a township, without 乡."""
    return rng.choice(TOWNSHIP_FIRST) + rng.choice(TOWNSHIP_SECOND)

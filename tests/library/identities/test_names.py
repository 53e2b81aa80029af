from __future__ import annotations

import pytest

from assistant.library.identities.labels import Identity, Label
from assistant.library.identities.names import Identities, learn, occurrences
from assistant.library.identities.profile import Profile

NOTHING = Profile("", None, None, None, (), "other")


def names(text: str, label: Label, known: Profile = NOTHING) -> set[str]:
    return {name.text for name in learn(text, known).names if name.type is label}


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("付给云岭瀚川装备有限公司两笔", "云岭瀚川装备有限公司"),
        ("监理单位为青溪正桩工程监理有限公司。", "青溪正桩工程监理有限公司"),
        ("由县水利局委托明川会计师事务所审计", "明川会计师事务所"),
        ("同日付青溪县澄远医疗科技有限公司30万元", "青溪县澄远医疗科技有限公司"),
        ("向远图数字科技有限公司白梅分公司支付", "远图数字科技有限公司白梅分公司"),
        ("拨付丰禾种植专业合作社5万元", "丰禾种植专业合作社"),
        ("设备由海川智远供货，", "海川智远"),
        ("于7月由鼎塬路桥施工", "鼎塬路桥"),
        ("向徐记餐饮店付款", "徐记餐饮店"),
        ("向智慧数字科技有限公司云岭分公司支付", "智慧数字科技有限公司云岭分公司"),
        ("监理由四达工程咨询（云岭）有限公司承担", "四达工程咨询（云岭）有限公司"),
    ],
)
def test_companies_begin_where_the_name_begins(text: str, company: str) -> None:
    assert names(text, Label.COMPANY) == {company}


@pytest.mark.parametrize(
    "text",
    [
        "供货公司延期交货",
        "由软件公司负责",
        "委托招标代理公司招标",
        "完成水质检测、工程监理，由个人信息系统导出",
    ],
)
def test_a_company_in_general_is_nobody(text: str) -> None:
    assert names(text, Label.COMPANY) == set()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("根据青溪县财政局文件", "青溪县财政局"),
        ("由白梅市政府采购中心组织", "白梅市政府采购中心"),
        ("除梅坪乡文化站外", "梅坪乡文化站"),
        ("在青溪县公共资源交易中心公开招标", "青溪县公共资源交易中心"),
        ("委托青溪县路桥试验检测站检测", "青溪县路桥试验检测站"),
        ("青溪县民政局会签", "青溪县民政局"),
        ("青溪县文化和旅游局组织", "青溪县文化和旅游局"),
        ("和芒洛自治县人民医院结对", "芒洛自治县人民医院"),
        ("、红枫中学更换管道", "红枫中学"),
        ("、向阳小学更换管道", "向阳小学"),
        ("由马鞍桥派出所使用", "马鞍桥派出所"),
    ],
)
def test_a_unit_counts_with_its_place(text: str, unit: str) -> None:
    assert names(text, Label.UNIT) == {unit}


@pytest.mark.parametrize(
    "text", ["县财政局下达", "报市政府批准", "我局和县公安局", "在县政府网站公开", "各乡镇卫生院"]
)
def test_units_without_a_name_are_nobody(text: str) -> None:
    assert names(text, Label.UNIT) == set()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("柳塘镇、石桥铺镇26个村", {"柳塘镇", "柳塘", "石桥铺镇", "石桥铺"}),
        ("塘尾、石桥、北岸3个派出所正在搬迁", {"塘尾", "石桥", "北岸"}),
        ("杉木坳水库已蓄水", {"杉木坳水库", "杉木坳"}),
        ("X322线、Y124线已完工", {"X322线", "Y124线"}),
        ("围绕清岭市建设，通过清岭市平台", {"清岭市", "清岭"}),
        ("剩下的都在砚尾村，搬迁前", {"砚尾村", "砚尾"}),
        ("加固白鸦坑、新坪、杉皮冲三座，白鸦坑推迟", {"白鸦坑", "新坪", "杉皮冲"}),
        ("位于高垌，从牛栏坪至下寨", {"高垌", "牛栏坪", "下寨"}),
        (
            "阿木塔旗的巴音希里苏木和乌兰图嘎查",
            {"阿木塔旗", "阿木塔", "巴音希里苏木", "巴音希里", "乌兰图嘎查", "乌兰图"},
        ),
        ("沿江中路、人民路和桂花巷", {"沿江中路", "人民路", "桂花巷"}),
        ("翠屏小区、锦绣嘉园", {"翠屏小区", "锦绣嘉园"}),
        ("、和顺里小区和桂花社区", {"和顺里小区", "桂花社区", "桂花"}),
        ("治理白鹭河、双溪沟", {"白鹭河", "双溪沟"}),
    ],
)
def test_places(text: str, places: set[str]) -> None:
    assert names(text, Label.PLACE) == places


@pytest.mark.parametrize(
    "text",
    [
        "移交县供水站，穿越县道",
        "城乡和集镇、各乡镇、全县、本市",
        "农贸市场和超市",
        "行政村、自然村、村民委员会",
        "片区、城区、辖区、小区和社区",
        "公路、道路、线路、思路",
        "建议市财政支持，同意县里批复",
        "排水沟、截洪沟、危桥、主干路、产业路和机耕路",
        "坝体冲刷，河道淤积，窗口、路口、出入口",
        "库区、灌区、示范区、开发区和老旧小区",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert names(text, Label.PLACE) == set()


def test_a_county_with_an_ordinary_name_is_known_by_the_profile() -> None:
    known = Profile("", "平安县水务局", None, "平安县", (), "other")
    assert names("由平安县水务局和平安县财政局负责", Label.UNIT, known) == {"平安县水务局", "平安县财政局"}
    assert names("平安县财力薄弱", Label.PLACE, known) == {"平安县"}


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("填报人：陆明远    联系电话：0000", {"陆明远"}),
        ("组长：沈若川（局长）\n成员：罗秀禾、韦长平", {"沈若川", "罗秀禾", "韦长平"}),
        ("由副局长谭立新牵头", {"谭立新"}),
        ("组长欧阳砚清，成员于凯、冼一鸣", {"欧阳砚清", "于凯", "冼一鸣"}),
        ("成员包括巴特尔·苏和、盘金凤", {"巴特尔·苏和", "盘金凤"}),
        ("牧民朝鲁、其其格等58户", {"朝鲁", "其其格"}),
        ("由阮小平同志任组长", {"阮小平"}),
        ("村民覃阿婆、张某反映", {"覃阿婆", "张某"}),
        ("项目负责人由总务科科长担任", set()),
        ("专家授课，代表参加，干部下乡", set()),
        ("分管副局长任组长，财务股参加", set()),
        ("联系人：财务股", set()),
        ("安全主任负责", set()),
    ],
)
def test_persons_stand_where_persons_are_named(text: str, persons: set[str]) -> None:
    assert names(text, Label.PERSON) == persons


def test_short_names_that_a_report_gives_itself() -> None:
    text = "明澜软件股份有限公司（以下简称“明澜公司”）承建，青溪县水利局（以下简称“我局”）验收。"
    found = learn(text, NOTHING).names
    assert Identity(Label.COMPANY, "明澜公司") in found
    assert all(name.text != "我局" for name in found)


def test_a_text_has_one_type_and_longer_names_come_first() -> None:
    known = Identities.of(
        {
            Identity(Label.PLACE, "青溪县"),
            Identity(Label.UNIT, "青溪县"),
            Identity(Label.UNIT, "青溪县水利局"),
        }
    )
    assert [name.text for name in known.names] == ["青溪县水利局", "青溪县"]


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("“雪亮村口”视频补点项目完工", "雪亮村口"),
        ("组织实施了石鼓古城墙保护修缮工程，", "石鼓古城墙保护修缮工程"),
        ("“智慧文旅平台（二期）”由县里开发", "智慧文旅平台（二期）"),
    ],
)
def test_projects(text: str, project: str) -> None:
    assert project in names(text, Label.PROJECT)


@pytest.mark.parametrize(
    "text", ["以“走前列、创一流”的标准推进项目", "本项目完工", "实施该项目，推进各项工程"]
)
def test_slogans_and_projects_in_general_are_none(text: str) -> None:
    assert names(text, Label.PROJECT) == set()


def test_short_names_lead_to_the_full_ones() -> None:
    known = learn("青溪县水利局验收，县水利局付款，青溪多雨。", NOTHING)
    assert known.same["县水利局"] == "青溪县水利局"
    assert known.same["青溪"] == "青溪县"


def test_occurrences_are_the_longest_from_the_left() -> None:
    text = "青溪县水利局、青溪、水利局"
    found = [text[start:end] for start, end in occurrences(text, ["青溪", "青溪县水利局", "水利局"])]
    assert found == ["青溪县水利局", "青溪", "水利局"]

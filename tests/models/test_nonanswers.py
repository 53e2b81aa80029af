"""Refusals, other languages and garbage are told from answers; sound sentences that look like them are not."""

from __future__ import annotations

import base64

import pytest

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.facts.load import load_facts
from assistant.models.chat import Message
from assistant.models.nonanswers import asked_in_chinese, declines, is_foreign, is_garbled
from assistant.outline.packs import load_pack
from assistant.resources import shipped

ENGLISH = "The project was completed on schedule and all funds were used as planned by the responsible county bureau in 2024."
JAPANESE = (
    "この事業は計画どおりに完了し、予算はすべて目的に沿って使われました。成果については以下のとおりです。" * 3
)
RUSSIAN = (
    "Проект был завершён в срок, а все средства были использованы по назначению в течение отчётного года."
)


@pytest.mark.parametrize(
    "text",
    [
        "抱歉，我无法完成这个请求。",
        "很抱歉，由于内容限制，我不能撰写这份报告。",
        "对不起，我不能提供相关内容。",
        "\n**非常抱歉**，我无法协助。".replace("**", ""),
        "作为一个AI语言模型，我没有",
        "作为人工智能助手，我",
        "我无法提供相关帮助。",
        "无法回答您的问题",
        "I'm sorry, but I can't assist with that.",
        "I’m sorry",
        "As an AI language model, I",
        "I cannot fulfill this request.",
    ],
)
def test_refusals(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize(
    "text",
    [
        "抱歉，上一版有误，以下是正文：项目已完成。",
        "因设备供货推迟，项目无法按期完工。",
        "不能按期完成的原因是供货推迟。",
        "无法按计划撰写验收材料的单位共3个。",
        "项目建设了人工智能辅助平台，作为智能助手供群众使用。",
        "我局无法提供发票的支出为0元。",
        "项目已完成。" * 30 + "抱歉，我无法继续。",
    ],
)
def test_sentences_that_only_look_like_refusals(text: str) -> None:
    assert not declines(text)


@pytest.mark.parametrize(
    "text",
    [
        "项目锟斤拷\ufffd\ufffd\ufffd\ufffd完成",
        "\x00\x01\x02乱码",
        base64.b64encode(bytes(range(256))).decode(),
        "  <!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
        "<html>\n<head>",
    ],
)
def test_garbage(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text", ["一处\ufffd残字。" * 3, "-" * 400, "=" * 400, "_" * 400, "网址https://example.cn/a/b"]
)
def test_oddities_that_are_no_garbage(text: str) -> None:
    assert not is_garbled(text + "全年预算160万元，实际支出152.34万元，其余按合同约定支付。" * 3)


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE, RUSSIAN, "Sure! Here is the section: 资金。 " + ENGLISH])
def test_other_languages(text: str) -> None:
    assert is_foreign(text, finished=False)


def test_a_short_answer_is_judged_at_its_end_only() -> None:
    assert not is_foreign("The project is completed.", finished=False)
    assert is_foreign("The project is completed.", finished=True)
    assert not is_foreign("95.21%", finished=True)
    assert not is_foreign("采购GPS、LED、PLC等设备，型号XC-2000A、DS-2CD3T46WD、USW-Pro-48。", finished=True)


def test_the_language_asked_for() -> None:
    assert asked_in_chinese([Message("system", "Be brief."), Message("user", "请写成正文。KPI")])
    assert not asked_in_chinese([Message("user", "Write it in English: 项目")])
    assert not asked_in_chinese([])


@pytest.mark.parametrize("path", sorted(shipped("corpus").glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_the_composer_writes_is_a_nonanswer(path) -> None:
    plan = make_plan(load_facts(path), load_pack("guangdong-county"))
    for text in (compose(section).text for section in plan.sections if section.points):
        assert not declines(text)
        assert not is_garbled(text)
        assert not is_foreign(text, finished=True)

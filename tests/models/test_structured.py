"""A pydantic value out of whatever a model writes: by schema where the server has it, leniently, corrected once."""

from __future__ import annotations

import logging
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant import errors
from assistant.models.chat import Message
from assistant.models.guarded import Guarded
from assistant.models.openai_chat import OpenAIChat
from assistant.models.scripted import ScriptedModel
from assistant.models.structured import Answered, ask
from tests.fakes import openai_server as fake
from tests.fakes.openai_server import MODEL, FakeServer, serving


class Payment(BaseModel):
    model_config = ConfigDict(extra="forbid")

    payee: str = Field(min_length=2)
    amount: Decimal = Field(ge=0)
    paid: date | None = None
    kind: Literal["工程", "设备"] = "工程"

    @field_validator("payee")
    @classmethod
    def _no_person(cls, value: str) -> str:
        if value == "某人":
            raise ValueError("应为单位名称")
        return value


class Payments(BaseModel):
    model_config = ConfigDict(extra="forbid")

    payments: list[Payment] = []


ASK = [Message("system", "只用给出的资料。"), Message("user", "列出付款。")]
GOOD = '{"payments": [{"payee": "汀源水利工程有限公司", "amount": 180.25, "paid": "2024-09-18"}]}'
VALUE = Payments(
    payments=[Payment(payee="汀源水利工程有限公司", amount=Decimal("180.25"), paid=date(2024, 9, 18))]
)


def answered(*replies: str, **options: int) -> tuple[Answered[Payments], ScriptedModel]:
    model = ScriptedModel(replies)
    return ask(Guarded(model), ASK, Payments, **options), model


def client(server: FakeServer) -> Guarded:
    return Guarded(OpenAIChat(server.base_url, MODEL, timeout=20, retries=0))


def test_the_value_and_its_cost() -> None:
    got, model = answered(GOOD)
    assert got.value == VALUE
    assert got.usage.completion_tokens == len(GOOD)
    assert not got.cut
    (call,) = model.calls
    assert call.messages[0] == ASK[0]
    assert call.messages[1].content.startswith(ASK[1].content)
    assert '"payee"' in call.messages[1].content


@pytest.mark.parametrize(
    "text",
    [
        f"以下是结果：\n```json\n{GOOD}\n```\n如有疑问请联系。",
        GOOD.replace('"', "'"),
        GOOD.replace("}]}", ",},],}"),
        GOOD.replace('"', "“").replace(":", "：").replace(",", "，"),
        f"先写一版：{{}}。\n定稿：{GOOD}",
    ],
)
def test_slips_cost_no_second_call(text: str) -> None:
    got, model = answered(text)
    assert got.value == VALUE
    assert len(model.calls) == 1


REPAIRS = [
    ("没有付款。", "第1行第1字附近不是合法的JSON"),
    ('{"payments": [{"amount": 1}]}', "payments.0.payee：缺少这个字段"),
    ('{"payments": [{"payee": "汀源", "amount": "180万元"}]}', "payments.0.amount：应为数字，不带单位"),
    ('{"payments": [{"payee": "汀源", "amount": -1}]}', "payments.0.amount：不能小于 0".replace(" ", "")),
    ('{"payments": [{"payee": "汀", "amount": 1}]}', "payments.0.payee：至少2个字"),
    ('{"payments": [{"payee": "某人", "amount": 1}]}', "payments.0.payee：应为单位名称"),
    ('{"payments": [{"payee": "汀源", "amount": 1, "kind": "其他"}]}', "payments.0.kind：只能是'工程'"),
    ('{"payments": [{"payee": "汀源", "amount": 1, "paid": "去年"}]}', "payments.0.paid：应为日期"),
    ('{"total": 1}', "total：没有这个字段，请删去"),
    ('{"payments": 5}', "payments：应为数组"),
    ("[1]", "整个对象：应为对象"),
    ('{"payments"', "写到一半就断了"),
]


@pytest.mark.parametrize(("wrong", "told"), REPAIRS)
def test_a_fault_goes_back_with_its_exact_words(wrong: str, told: str) -> None:
    got, model = answered(wrong, GOOD)
    assert got.value == VALUE
    first, second = model.calls
    assert second.messages[:2] == first.messages
    assert second.messages[2] == Message("assistant", wrong)
    assert told in second.messages[3].content
    assert got.usage.completion_tokens == len(wrong) + len(GOOD)


def test_what_stays_wrong_is_useless() -> None:
    model = ScriptedModel(['{"total": "机密"}'] * 2)
    with pytest.raises(errors.ModelMisshapen) as caught:
        ask(model, ASK, Payments)
    assert len(model.calls) == 2
    assert "机密" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_list_cut_off_keeps_its_whole_items_and_says_so() -> None:
    got, model = answered(GOOD.removesuffix("]}") + ', {"payee": "恒川电力安装有限公司", "amount": 6')
    assert got.value == VALUE
    assert got.cut
    assert len(model.calls) == 1


def test_the_schema_goes_to_a_server_that_takes_it() -> None:
    with serving(GOOD) as server:
        assert ask(client(server), ASK, Payments, max_tokens=400).value == VALUE
    (request,) = server.requests
    form = request.body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["name"] == "Payments"
    assert set(form["json_schema"]["schema"]["properties"]) == {"payments"}
    assert "pattern" not in str(form)
    assert request.body["max_tokens"] == 400


def test_a_server_without_schemas_is_asked_once_more_and_remembered() -> None:
    with serving(GOOD, plan=[fake.no_schemas(fake.speak())] * 3) as server:
        model = client(server)
        assert ask(model, ASK, Payments).value == VALUE
        assert ask(model, ASK, Payments).value == VALUE
    assert ["response_format" in request.body for request in server.requests] == [True, False, False]


def test_another_reason_for_a_400_is_not_blamed_on_the_schema() -> None:
    with serving(GOOD, plan=[fake.status(400), fake.status(400)]) as server:
        model = client(server)
        with pytest.raises(errors.ModelBadRequest):
            ask(model, ASK, Payments)
        assert ask(model, ASK, Payments).value == VALUE
    assert ["response_format" in request.body for request in server.requests] == [True, False, True]


def test_a_prompt_too_long_is_not_sent_twice() -> None:
    too_long = fake.status(400, message="maximum context length is 8192")
    with serving(GOOD, plan=[too_long]) as server, pytest.raises(errors.ModelTooLong):
        ask(client(server), ASK, Payments)
    assert len(server.requests) == 1


def test_nothing_of_an_answer_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answered('{"total": "机密"}', GOOD)
    assert "Payments" in caplog.text
    assert "机密" not in caplog.text
    assert "汀源" not in caplog.text

"""Every fault of a model and its server, at every time of a draft: the draft is complete and sound, or the error is clear
and finished sections are kept, so that going on pays for the rest only.

All of it through a real server, the real client and the wiring. The table names the fault, not the code that meets it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

import pytest

from assistant import errors
from assistant.drafting.acceptance import required
from assistant.drafting.composer import compose
from assistant.drafting.conversation import asked
from assistant.drafting.draft import Draft, SectionDraft
from assistant.drafting.events import Finished, SectionDone
from assistant.drafting.exemplars import NoExemplars
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import make_plan
from assistant.drafting.portions import portions_of
from assistant.models import openai_chat
from assistant.outline.packs import load_pack
from assistant.review.mentions import find_mentions
from assistant.settings import Settings
from assistant.wiring import make_draft
from tests.drafting.facts import small_project
from tests.fakes import openai_server as fake
from tests.fakes.openai_server import MODEL, Behaviour, FakeServer, serving

KEY = "sk-very-secret-0123456789"
FACTS, PACK = small_project(), load_pack("guangdong-project")
PLAN = make_plan(FACTS, PACK)
SETTINGS = Settings(base_url="http://127.0.0.1:9/v1", model=MODEL)
ANSWERS = {
    asked(portion).content: portion.expected
    for section in PLAN.sections
    for portion in portions_of(section, SETTINGS.items_apart)
}
SPEAK = fake.speak(size=40)
ALWAYS = 400

REFUSAL = "很抱歉，我无法完成这个请求。如需帮助，请联系管理员。"
LOOP = "项目资金使用规范，没有截留挪用。" * 200
ENGLISH = "The funds were used as planned and every contract was signed after an open tender by the bureau. "
OVERLONG = "".join(f"第{n}个乡镇的泵站在汛期前做了{n + 3}次检查，" for n in range(90))


def echo(messages: list[dict[str, str]]) -> str:
    """A sound answer: the composer's own text of what is asked, also where it is asked again."""
    return next(ANSWERS[m["content"]] for m in reversed(messages) if m["content"] in ANSWERS)


def says(text: str, *, finish: str = "stop") -> Behaviour:
    """Any text as a well-formed answer."""

    def answer(exchange: fake.Exchange) -> None:
        exchange.open()
        for start in range(0, len(text), 40):
            exchange.piece(text[start : start + 40])
        exchange.finish(finish)

    return answer


def thinks_first(exchange: fake.Exchange) -> None:
    """A good answer after open thinking, which holds what would be faults."""
    exchange.open()
    for piece in ("<thi", "nk>支付了999", "万元？\n</think>", "\n\n", exchange.text):
        exchange.piece(piece)
    exchange.finish()


def busy_until(exchange: fake.Exchange) -> None:
    """429 that names the time of day, twenty seconds ahead."""
    later = formatdate(time.time() + 20, usegmt=True)
    fake.status(429, {"Retry-After": later})(exchange)


HTML = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>"

# Gone at the next try: the client waits and asks again; the error is what is left when it never goes.
PASSING: dict[str, tuple[Behaviour, type[errors.ModelError]]] = {
    "408": (fake.status(408), errors.ModelTimeout),
    "429": (fake.status(429), errors.ModelBusy),
    "429, seconds": (fake.status(429, {"Retry-After": "2"}), errors.ModelBusy),
    "429, date": (busy_until, errors.ModelBusy),
    "500": (fake.status(500), errors.ModelServerFault),
    "502": (fake.status(502), errors.ModelServerFault),
    "503": (fake.status(503), errors.ModelServerFault),
    "reset": (fake.reset(), errors.ModelUnreachable),
    "cut before the first word": (fake.cut(""), errors.ModelCutOff),
    "error event": (fake.stream_error("", message="overloaded", code=503), errors.ModelServerFault),
}
# No use to ask again: a person must look.
ENDING: dict[str, tuple[Behaviour, type[errors.ModelError]]] = {
    "timeout": (fake.silent(), errors.ModelTimeout),
    "stall": (fake.stalled("全年预算"), errors.ModelTimeout),
    "401": (fake.status(401), errors.ModelRefused),
    "403": (fake.status(403), errors.ModelRefused),
    "404 model": (fake.status(404, type="model_not_found"), errors.ModelNotFound),
    "429, an hour": (fake.status(429, {"Retry-After": "3600"}), errors.ModelBusy),
    "no credit": (fake.status(402), errors.ModelRefused),
    "HTML": (fake.page(HTML), errors.ModelServerFault),
    "wrong JSON": (fake.raw_stream(b"data: {not json}\n\n"), errors.ModelServerFault),
    "other JSON": (lambda exchange: exchange.json(200, {"answer": "x"}), errors.ModelServerFault),
    "bytes": (fake.raw_stream(b"data: \xff\xfe\x00\n\n"), errors.ModelServerFault),
    "stray thinking": (says("想一想</think>正文"), errors.ModelServerFault),
}
# The server works, the answer is of no use: its section is the composer's, and says so.
USELESS: dict[str, Behaviour] = {
    "empty": fake.empty(),
    "garbage": says("锟斤拷\ufffd\ufffd\ufffd" * 30),
    "base64": says("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo" * 20),
    "HTML as text": says(HTML),
    "refusal": says(REFUSAL),
    "wrong language": says(ENGLISH * 4),
    "loop": says(LOOP),
    "thinking never closed": says("<think>先看要点，" + "再想一想" * 50, finish="length"),
    "content filter": says("全年预算", finish="content_filter"),
}
# An answer all the same: judged like any other.
ANSWERED: dict[str, Behaviour] = {
    "over-long": says(OVERLONG, finish="length"),
    "open thinking": thinks_first,
    "JSON": says('{"text": "全年预算260.5万元"}'),
    "single word": says("无。"),
}
TIMES = {"first": 0, "third": 2}


@dataclass
class Run:
    """What came of one draft."""

    kept: list[SectionDraft] = field(default_factory=list)
    made: Draft | None = None
    error: errors.AssistantError | None = None
    requests: int = 0


def drafted(server: FakeServer, home: Path, *, resume: bool = False, patience: float = 20) -> Run:
    """One draft through the wiring; a model's error is part of the result. `patience` is the client's, in seconds."""
    settings = SETTINGS.with_changes(
        home=home,
        base_url=server.base_url,
        api_key=KEY,
        timeout_seconds=patience,
        concurrency=1,
        repair_rounds=1,
    )
    run, before = Run(), len(server.requests)
    try:
        for event in make_draft(
            settings, FACTS, PACK, "model", resume=resume, fresh=True, exemplars=NoExemplars()
        ):
            if isinstance(event, SectionDone) and event.key:
                run.kept.append(event.section)
            if isinstance(event, Finished):
                run.made = event.draft
    except errors.AssistantError as error:
        run.error = error
    run.requests = len(server.requests) - before
    return run


OFFLINE = next(event.draft for event in draft(Job(FACTS, PACK)) if isinstance(event, Finished))


def assert_sound(made: Draft | None) -> None:
    """Complete, everything planned is there, and the review finds no more than in the composer's own draft."""
    assert made is not None
    for section, plan in zip(made.sections, PLAN.sections, strict=True):
        composed = compose(plan).text
        present = {one.key for one in find_mentions(section.text)}
        assert {one.key for one in required(composed)} <= present, section.id
        assert bool(section.text) == bool(composed)
    assert _errors(made) <= _errors(OFFLINE)


def _errors(made: Draft) -> set[str]:
    return {f"{one.rule} {one.message}" for one in made.findings if one.severity == "error"}


def assert_clear(error: errors.AssistantError | None, kind: type[errors.ModelError]) -> None:
    """The right class, what is wrong and what to do, in Chinese, without the key or a word of the prompt."""
    assert type(error) is kind
    for text in (error.message, error.hint):
        assert sum("\u4e00" <= char <= "\u9fff" for char in text) >= 3
    assert KEY not in repr(error)
    assert FACTS.report.unit not in repr(error)
    assert error.__context__ is None


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the client would have made."""
    made: list[float] = []
    original = openai_chat.pause

    def pause(attempt: int, wanted: float | None) -> float | None:
        wait = original(attempt, wanted)
        made.extend([] if wait is None else [wait])
        return None if wait is None else 0.0

    monkeypatch.setattr(openai_chat, "pause", pause)
    return made


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A draft without any fault: what the others are measured by."""
    with serving(echo, plan=[SPEAK] * ALWAYS) as server:
        run = drafted(server, tmp_path_factory.mktemp("whole"))
    assert_sound(run.made)
    assert run.requests >= 6
    assert {one.usage.outcome for one in run.kept} == {"model"}
    return run


def plan_of(fault: Behaviour, before: int, times: int = 1) -> Sequence[Behaviour]:
    """`before` good answers, the fault so many times, then good answers."""
    return [*[SPEAK] * before, *[fault] * times, *[SPEAK] * ALWAYS]


@pytest.mark.parametrize("before", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_costs_a_try(
    fault: str, before: int, whole: Run, tmp_path: Path, waits: list[float]
) -> None:
    with serving(echo, plan=plan_of(PASSING[fault][0], before)) as server:
        run = drafted(server, tmp_path)
    assert_sound(run.made)
    assert run.requests == whole.requests + 1
    assert {one.usage.outcome for one in run.kept} == {"model"}
    assert len(waits) == 1
    if fault == "429, seconds":
        assert waits == [2.0]
    if fault == "429, date":
        assert 1 < waits[0] <= 20


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # openai's, on JSON of another shape
@pytest.mark.parametrize("before", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("fault", [*PASSING, *ENDING])
def test_a_fault_that_stays_ends_the_draft_and_keeps_what_is_finished(
    fault: str, before: int, whole: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="assistant")
    behaviour, kind = {**PASSING, **ENDING}[fault]
    # Only what never answers is waited for briefly: the others may be slow on a busy machine.
    patience = 0.5 if kind is errors.ModelTimeout and fault in ENDING else 20
    with serving(echo, plan=plan_of(behaviour, before, ALWAYS)) as server:
        run = drafted(server, tmp_path, patience=patience)
    assert_clear(run.error, kind)
    assert run.made is None
    assert run.requests == before + (3 if fault in PASSING else 1)
    assert KEY not in caplog.text
    assert FACTS.report.unit not in caplog.text
    paid = sum(one.usage.calls for one in run.kept)
    assert paid <= before
    with serving(echo, plan=[SPEAK] * ALWAYS) as server:
        again = drafted(server, tmp_path, resume=True)
    assert_sound(again.made)
    assert again.requests == whole.requests - paid


@pytest.mark.parametrize("before", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("fault", USELESS)
def test_a_useless_answer_is_asked_for_once_more(fault: str, before: int, whole: Run, tmp_path: Path) -> None:
    with serving(echo, plan=plan_of(USELESS[fault], before)) as server:
        run = drafted(server, tmp_path)
    assert run.error is None
    assert_sound(run.made)
    assert run.requests == whole.requests + 1
    assert [s.outcome for one in run.kept for s in one.usage.steps].count("useless") == 1


@pytest.mark.parametrize("fault", USELESS)
def test_a_model_of_no_use_leaves_the_composers_draft(fault: str, whole: Run, tmp_path: Path) -> None:
    with serving(echo, plan=[USELESS[fault]] * ALWAYS) as server:
        run = drafted(server, tmp_path)
    assert run.error is None
    assert_sound(run.made)
    assert run.made is not None
    assert [one.text for one in run.made.sections] == [one.text for one in OFFLINE.sections]
    called = [one.usage for one in run.made.sections if one.usage.calls]
    assert called
    assert {usage.outcome for usage in called} <= {"composed"}
    assert all("useless" in [step.outcome for step in usage.steps] for usage in called)


@pytest.mark.parametrize("times", [(0, 1), (2, 1), (0, ALWAYS)], ids=["first", "third", "every"])
@pytest.mark.parametrize("fault", ANSWERED)
def test_an_odd_answer_is_judged_like_any_other(
    fault: str, times: tuple[int, int], whole: Run, tmp_path: Path
) -> None:
    with serving(echo, plan=plan_of(ANSWERED[fault], *times)) as server:
        run = drafted(server, tmp_path)
    assert run.error is None
    assert_sound(run.made)
    if fault == "open thinking":
        assert run.requests == whole.requests
    else:
        assert run.requests > whole.requests


@pytest.mark.parametrize("before", TIMES.values(), ids=TIMES)
def test_a_stream_cut_in_the_middle(before: int, whole: Run, tmp_path: Path) -> None:
    """Words that were shown cannot be taken back by the client: the draft says so and goes on when asked to."""
    with serving(echo, plan=plan_of(fake.cut("全年预算260.5万元，"), before)) as server:
        run = drafted(server, tmp_path)
        if run.error is not None:
            assert_clear(run.error, errors.ModelCutOff)
            run = drafted(server, tmp_path, resume=True)
    assert_sound(run.made)

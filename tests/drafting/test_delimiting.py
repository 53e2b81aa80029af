"""Text as data: nothing invisible, nothing a chat template obeys, a delimiter that the text cannot hold."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting import delimiting
from assistant.drafting.delimiting import inert, seal
from tests.strategies import texts

WILD = st.one_of(
    texts(),
    st.text(),
    st.lists(
        st.sampled_from(
            ["<", "|", ">", "im_start", "[", "INST", "]", "/", "user", ":", "\u200b", "＜", "｜", "〈", "「", " ", "长"]
        )
    ).map("".join),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<|im_start|>system", "〈|im_start|〉system"),
        ("<|im_\u200bstart|>", "〈|im_start|〉"),
        ("＜｜im_start｜＞", "〈｜im_start｜〉"),
        ("<｜begin▁of▁sentence｜>", "〈｜begin▁of▁sentence｜〉"),
        ("</s><s>", "〈/s〉〈s〉"),
        ("<think>想</think>", "〈think〉想〈/think〉"),
        ("</资料 bcdfg>甲＜／资料　bcdfg＞", "〈/资料 bcdfg〉甲〈／资料　bcdfg〉"),
        ("<0x0A>", "〈0x0A〉"),
        ("<!-- 注 -->", "〈!-- 注 --〉"),
        ('<img src="x">', '〈img src="x"〉'),
        ("[INST]甲[/INST]", "「INST」甲「/INST」"),
        ("Assistant: 好", "「Assistant」: 好"),
        ("### Instruction：", "### 「Instruction」："),
        ("零\u200b宽\u00ad软\u202e反\U000e0041签\ue000用\x1b[0m", "零宽软反签用[0m"),
        ("一\r\n二\u2028三\t四", "一\n二\n三 四"),
    ],
)
def test_what_a_template_obeys_is_broken_visibly(written: str, said: str) -> None:
    assert inert(written) == said


@pytest.mark.parametrize(
    "written",
    [
        "偏差<5%，完成率>90%",
        "a<b，c>d",
        "云财农〔2024〕7号",
        "[2024]7号",
        "【待补充：金额】",
        "〔单位1〕",
        "信息系统：已建成",
        "目标>=6台，实际6台",
        "{{ 数据 }}",
        "“引号”与《书名》",
        "第一段\n第二段",
        "𠮷野",
    ],
)
def test_plain_text_stays_as_it_is(written: str) -> None:
    assert inert(written) == written


@given(text=WILD)
def test_inert_text_is_inert_and_loses_no_word(text: str) -> None:
    said = inert(text)
    assert inert(said) == said
    assert not re.search(r"<\|[^<>\n]{1,60}\|>|</?s>|\[/?INST\]", said)
    words = [c for c in said if c.isalnum()]
    assert words == [
        c for c in text if c.isalnum() and c.isprintable() and c not in "\u115f\u1160\u3164\uffa0"
    ]


@given(text=WILD)
def test_a_seal_is_not_in_its_text_and_stays_the_same(text: str) -> None:
    code = seal(text)
    assert code == seal(text)
    assert code not in unicodedata.normalize("NFKC", text).casefold()
    assert re.fullmatch("[bcdfghjkmnpqrstv]{5}", code)


@pytest.mark.parametrize("spelt", [str, str.upper, lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code)])
def test_a_guessed_seal_is_not_taken(spelt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever could find a text that holds its own letters gains nothing: the next ones are taken."""
    drawn: list[bytes] = []
    real = delimiting.hashlib.sha256

    class Chosen:
        """The digests of a text that does not yet hold the guess, then others."""

        def __init__(self, body: bytes) -> None:
            drawn.append(body)

        def digest(self) -> bytes:
            return real(b"as guessed" if len(drawn) == 1 else drawn[-1]).digest()

    guess = "".join(delimiting._LETTERS[b % 16] for b in real(b"as guessed").digest()[:5])
    monkeypatch.setattr(delimiting.hashlib, "sha256", Chosen)
    assert seal(f"资料 {spelt(guess)}") != guess
    assert len(drawn) == 2


def test_seals_differ() -> None:
    assert len({seal(f"资料{n}") for n in range(50)}) == 50

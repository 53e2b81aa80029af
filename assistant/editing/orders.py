"""Instructions that need no model, as values: what a person asked for, read from plain Chinese.

`read_order` returns None for anything else: that is a model's work, and it is said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.editing.places import PLACE


@dataclass(frozen=True)
class Replace:
    """Every `old` becomes `new`. `quoted`: the words to be replaced stood in quotes, so they are meant literally."""

    old: str
    new: str
    quoted: bool = False


@dataclass(frozen=True)
class Remove:
    """A named place goes."""

    place: str


@dataclass(frozen=True)
class Move:
    """A place goes before or after another; `to` is empty for the beginning or the end of the section."""

    place: str
    to: str
    after: bool


@dataclass(frozen=True)
class Swap:
    """Two places change seats."""

    first: str
    second: str


@dataclass(frozen=True)
class Join:
    """Two paragraphs become one."""

    first: str
    second: str


@dataclass(frozen=True)
class Split:
    """A paragraph becomes two: before the quoted words, or about its middle."""

    place: str
    before: str


@dataclass(frozen=True)
class Insert:
    """`words` are put at a place, or at the beginning or end of the section where it is empty. `words` in quotes are
    text; others name a fact.
    """

    words: str
    place: str
    after: bool
    is_text: bool


@dataclass(frozen=True)
class Renumber:
    """Items are counted anew."""


@dataclass(frozen=True)
class Shorten:
    """Set phrases go until the text has at most `limit` characters; None: all that can go."""

    limit: int | None
    place: str


@dataclass(frozen=True)
class Typeset:
    """Punctuation, spaces and brackets as official prose has them."""


@dataclass(frozen=True)
class Redo:
    """The section is written anew from the facts."""


@dataclass(frozen=True)
class Merge:
    """Two parts of the draft say the same: what the second repeats goes. Which parts, naming.py reads."""


@dataclass(frozen=True)
class Deduplicate:
    """A sentence that stands twice stands once."""


Order = (
    Replace
    | Remove
    | Move
    | Swap
    | Join
    | Split
    | Insert
    | Renumber
    | Shorten
    | Typeset
    | Redo
    | Deduplicate
    | Merge
)

_Q = r"[“\"「『‘']([^”\"」』’']+)[”\"」』’']"
_PLACE = rf"({PLACE}(?:的?{PLACE})?)"
_BA = r"(?:请)?(?:把|将)?"
_SECTION_TAIL = r"(?:这一?[节段]|本[节段]|全文|全篇|整[节篇]|里面?|中)?(?:的|里的|中的)?"
_ENDS = {
    "开头": False,
    "最前面": False,
    "最前": False,
    "前面": False,
    "段首": False,
    "节首": False,
    "末尾": True,
    "最后面": True,
    "最后": True,
    "结尾": True,
    "段末": True,
    "节末": True,
}
_END = "|".join(_ENDS)


def read_order(instruction: str) -> Order | None:
    """The instruction as an order that needs no model; None where it is none."""
    words = (
        re.sub(r"\s+", "", instruction)
        .strip("。！!，, ")
        .removeprefix("请")
        .removeprefix("帮我")
        .removeprefix("麻烦")
    )
    for pattern, make in _FORMS:
        if found := pattern.fullmatch(words):
            order = make(found)
            return None if isinstance(order, Replace) and _is_no_text(order) else order
    return None


def _is_no_text(order: Replace) -> bool:
    """把这段改成领导讲话的口气 replaces no words: it says how a place is to be written."""
    return not order.quoted and bool(_NO_TEXT.fullmatch(order.old))


def _replace(found: re.Match[str]) -> Order:
    old = _bare(found["old"])
    return Replace(old, _bare(found["new"]), quoted=old != found["old"])


def _bare(words: str) -> str:
    return re.sub(rf"^{_Q}$", lambda found: found.group(1), words)


def _move(found: re.Match[str]) -> Order:
    if end := found["end"]:
        return Move(found["place"], "", _ENDS[end])
    return Move(found["place"], found["to"], found["side"].startswith(("后", "之后")))


def _insert(found: re.Match[str]) -> Order:
    words, groups = found["words"], found.groupdict()
    quoted = re.fullmatch(_Q, words)
    side = groups.get("side") or ""
    after = _ENDS.get(side, not side.lstrip("之的").startswith("前"))
    return Insert(quoted.group(1) if quoted else words, groups.get("place") or "", after, bool(quoted))


def _shorten(found: re.Match[str]) -> Order:
    return Shorten(int(found["limit"]) if found["limit"] else None, found["place"] or "")


def _named(pattern: str, **names: str) -> re.Pattern[str]:
    """A pattern with its groups: each {name} stands once."""
    for name, inner in names.items():
        pattern = pattern.replace("{" + name + "}", f"(?P<{name}>{inner})")
    return re.compile(pattern)


_ONE = rf"{PLACE}(?:的?{PLACE})?"
_A_PART = r"(?:第[一二三四五六七八九十\d]+(?:部分|章|节)|[“\"「『][^”\"」』]+[”\"」』](?:一节|部分|这一节))"
_NO_TEXT = re.compile(
    rf"(?:(?:上面|下面|前面|后面)?(?:这|那|本|该|整|全)?(?:一|个|几)*(?:段落|段话|句话|小节|部分|段|节|句|条|篇|文|块)|{_ONE})?"
    r"(?:里|中)?的?(?:所有|全部)?(?:内容|文字|语气|口气|口吻|风格|文风|写法|说法|表述|人称|格式|开头|结尾|数字|金额)?"
)
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Order]], ...] = (
    (
        re.compile(
            rf"{_BA}{_A_PART}(?:和|与|跟){_A_PART}(?:的?内容)?(?:有)?(?:重复|重合|重叠)(?:了)?[，,、]?(?:请)?(?:合并|去重|删去重复)?(?:一下)?|{_BA}{_A_PART}(?:和|与|跟){_A_PART}合并(?:一下)?"
        ),
        lambda _: Merge(),
    ),
    (
        re.compile(
            rf"{_BA}{_SECTION_TAIL}(?:规范|统一|整理|修正|检查)(?:一下)?{_SECTION_TAIL}(?:标点|标点符号|格式|排版|符号|括号|空格|标点和格式)(?:规范)?|{_BA}{_SECTION_TAIL}(?:标点|标点符号|格式|排版|符号)(?:规范|统一|整理)(?:一下)?"
        ),
        lambda _: Typeset(),
    ),
    (
        re.compile(
            rf"{_BA}{_SECTION_TAIL}(?:重新编号|(?:整理|修正|调整|重排|理顺)(?:一下)?(?:序号|编号)|(?:序号|编号)(?:重排|重新编|理顺|整理)(?:一下)?)"
        ),
        lambda _: Renumber(),
    ),
    (
        re.compile(
            rf"{_BA}{_SECTION_TAIL}(?:去掉|删除|删去|删掉|去除){_SECTION_TAIL}重复的?(?:句子|内容|话|语句)?|{_BA}{_SECTION_TAIL}去重"
        ),
        lambda _: Deduplicate(),
    ),
    (
        re.compile(
            rf"{_BA}{_SECTION_TAIL}(?:按(?:照)?事实)(?:重新?写|重新?生成|恢复)(?:一遍)?{_SECTION_TAIL}|{_BA}(?:这一?节|本节|全文)?(?:恢复|还原)(?:成|为)?(?:按事实写的|事实|原稿|初稿)(?:文字)?"
        ),
        lambda _: Redo(),
    ),
    (
        _named(
            rf"(?:{_BA}{{first}}(?:和|与|跟){{second}}(?:互换|对调|交换|调换)(?:位置|一下)?)",
            first=_ONE,
            second=_ONE,
        ),
        lambda m: Swap(m["first"], m["second"]),
    ),
    (
        _named(r"(?:交换|调换|对调){first}(?:和|与|跟){second}(?:的?位置)?", first=_ONE, second=_ONE),
        lambda m: Swap(m["first"], m["second"]),
    ),
    (
        _named(
            rf"{_BA}{{first}}(?:和|与|跟|、){{second}}合并(?:成一段|为一段|起来)?", first=_ONE, second=_ONE
        ),
        lambda m: Join(m["first"], m["second"]),
    ),
    (
        _named(
            rf"{_BA}{{second}}(?:并|合并|归并)(?:到|入|进|进去|至){{first}}(?:里|中|里面|去|后面)?",
            first=_ONE,
            second=_ONE,
        ),
        lambda m: Join(m["first"], m["second"]),
    ),
    (
        _named(r"合并{first}(?:和|与|跟|、){second}", first=_ONE, second=_ONE),
        lambda m: Join(m["first"], m["second"]),
    ),
    (
        _named(
            rf"{_BA}{{place}}(?:从{{before}}(?:处|之前|前面?|开始)?)?(?:拆|分|拆分|分拆)(?:成|为)(?:两|2)段",
            place=_ONE,
            before=_Q.replace("(", "(?:", 1),
        ),
        lambda m: Split(m["place"], _bare(m["before"] or "")),
    ),
    (
        _named(r"拆分{place}(?:从{before}(?:处|前|开始)?)?", place=_ONE, before=_Q.replace("(", "(?:", 1)),
        lambda m: Split(m["place"], _bare(m["before"] or "")),
    ),
    (
        _named(
            rf"{_BA}{{place}}(?:移|挪|调|放|移动|挪动|调整)到(?:本节|这一?节|全节)?(?:的)?(?:{{to}}的?{{side}}|{{end}})",
            place=_ONE,
            to=_ONE,
            side="之?[前后]面?",
            end=_END,
        ),
        _move,
    ),
    (
        _named(rf"(?:删除|删掉|删去|去掉|去除){_SECTION_TAIL}{{place}}", place=_ONE),
        lambda m: Remove(m["place"]),
    ),
    (_named(rf"{_BA}{{place}}(?:删除|删掉|删去|去掉)", place=_ONE), lambda m: Remove(m["place"])),
    (
        _named(
            r"(?:在)?{place}?(?:的)?{side}(?:处)?(?:加上|加入|加|插入|添加|补充|补上|写上|增加)(?:一句)?{words}",
            place=_ONE,
            side=rf"之?[前后]面?|{_END}",
            words=".+",
        ),
        _insert,
    ),
    (_named(r"(?:加上|加入|插入|补充|补上|写上|增加|添加)(?:一句)?{words}", words=".+"), _insert),
    (
        _named(
            rf"{_BA}(?:{{place}}|{_SECTION_TAIL})?(?:压缩|精简|缩短|缩减|删减|简化|写短|短)(?:一些|一点|一下|些)?(?:到|至|成|为)?(?:{{limit}}个?字)?(?:以内|左右|之内)?",
            place=_ONE,
            limit=r"\d+",
        ),
        _shorten,
    ),
    (
        _named(
            rf"(?:压缩|精简|缩短|缩减|简化)(?:一下)?(?:{{place}}|{_SECTION_TAIL}(?:内容|文字)?)(?:到|至)?(?:{{limit}}个?字)?(?:以内|左右|之内)?",
            place=_ONE,
            limit=r"\d+",
        ),
        _shorten,
    ),
    (
        re.compile(
            rf"{_BA}{_SECTION_TAIL}(?:删除|删掉|删去|去掉|去除|少用)(?:一些|一点)?{_SECTION_TAIL}(?:空话|套话|废话|虚话|官话|空话套话|套话空话)|{_BA}{_SECTION_TAIL}(?:空话|套话|废话|空话套话)(?:都|全|全部)?(?:删除|删掉|删去|去掉)"
        ),
        lambda _: Shorten(None, ""),
    ),
    (
        _named(
            r"用{new}(?:替换|代替|换掉|替代)(?:所有的?|全部的?)?{old}",
            new=_Q.replace("(", "(?:", 1),
            old=_Q.replace("(", "(?:", 1),
        ),
        _replace,
    ),
    (
        _named(
            rf"{_BA}(?:全文|所有|全部|文中|文内)?(?:的|里的)?{{old}}(?:全部|都|统一|一律)?(?:改|换|替换|改写|更正|修改|更改|纠正)(?:成|为|作|到){{new}}",
            old=rf"{_Q.replace('(', '(?:', 1)}|.+?",
            new=rf"{_Q.replace('(', '(?:', 1)}|[^，。；]+",
        ),
        _replace,
    ),
)

"""A locality pack from the outline of a template that the unit was given: a draft, for a person to look at.

It takes what others read from the file as plain values and knows no file formats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.errors import InputError
from assistant.outline.deriving_labels import fact_of
from assistant.outline.deriving_rules import Place, Telling, tellings
from assistant.outline.deriving_titles import slotted
from assistant.outline.headings import INHERITED, UNKNOWN
from assistant.outline.kinds import Kind
from assistant.outline.pack import MAX_LEVEL, MAX_SIBLINGS, Cover, CoverLine, Pack, Section
from assistant.outline.wording import name_of

# Below this a person should look at a section's kinds (as in the library's trees).
DOUBTFUL = 0.6
# As sure as a person.
CORRECTED = 1.0
# So many sentences with figures are a report, not a template.
MOST_WRITTEN = 5
_WRITTEN = (
    "文件里有{count}句带数字的正文，像是写好的报告：导出时这些话会原样留下。"
    "请先删去正文和数字，只留标题和填写说明，再上传。"
)
DEFAULT_TITLE = "{project}{year}年度支出绩效自评报告"
_LONGEST = 60
_ATTACHED = re.compile(r"^附[件表录图]")
_SIGNED = re.compile(r"单位|日期|负责人|填报人|[年月]")


@dataclass(frozen=True)
class FoundHeading:
    """A heading as it was found: with its number, its level from 1, its kinds and how sure they are (0–1)."""

    heading: str
    level: int
    kinds: tuple[Kind, ...]
    confidence: float


@dataclass(frozen=True)
class TemplateShape:
    """What a template gives a pack: its file's name, the titles on cover and text as they stand there (empty where there
    is none), the labels with a blank to fill in, its headings in order, what looked like a heading and has no place of its
    own in the text, and how many sentences with figures stand under its headings.
    """

    file: str
    headings: tuple[FoundHeading, ...]
    title: str = ""
    cover_title: str = ""
    labels: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    written: int = 0


@dataclass(frozen=True)
class DerivedSection:
    """A section of the draft. `place` is its place in the outline (2.1), by which it is corrected; `sure` says whether its
    kinds may stand unseen; an untold one has a heading and no text of the program's.
    """

    place: str
    id: str
    heading: str
    level: int
    kinds: tuple[Kind, ...]
    sure: bool
    told: bool


@dataclass(frozen=True)
class PackDraft:
    """The pack that a template suggests, and what a person should know of it."""

    file: str
    pack: Pack
    sections: tuple[DerivedSection, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Node:
    place: str
    words: str
    level: int
    found: FoundHeading
    above: int | None


def derive_pack(
    shape: TemplateShape, id: str, title: str, kinds: Mapping[str, Sequence[Kind]] | None = None
) -> PackDraft:
    """The pack of a template; `kinds` are a person's, by a section's place (none: the section stands as a heading alone).
    Raises `InputError` for a template without headings, and for a place that it has not.
    """
    nodes, notes = _nodes(shape.headings)
    if not nodes:
        raise InputError(
            f"模板“{shape.file}”里没有找到标题，推不出报告提纲",
            hint="请确认标题有序号（一、（一）1.）或用了 Word 的“标题”样式；标题全在表格里的，请先移到表格外。",
        )
    nodes = _corrected(nodes, kinds or {})
    told = tellings([Place(one.words, one.found.kinds, one.above) for one in nodes])
    ids = _ids(nodes, told)
    cover, unknown = _cover(shape)
    known = {one.words for one in nodes}
    notes += [
        f"“{words}”像是标题，但在表格里或落款处，没有列入提纲。"
        for words in shape.left_out
        if not (_SIGNED.search(words) or _ATTACHED.match(words) or words.rstrip("0123456789") in known)
    ]
    notes += [f"封面的“{label}”没有对应的事实，留空手填。" for label in unknown]
    if not shape.title:
        notes.append("模板里没有认出报告标题，暂用“项目名称＋年度＋支出绩效自评报告”。")
    if shape.written > MOST_WRITTEN:
        notes.insert(0, _WRITTEN.format(count=shape.written))
    pack = Pack(
        id=id,
        title=title,
        source=f"由本单位模板“{shape.file}”推出",
        report_title=slotted(shape.title) if shape.title else DEFAULT_TITLE,
        cover=cover,
        sections=_nested(nodes, told, ids, None),
    )
    sections = tuple(
        DerivedSection(
            node.place,
            ids[at],
            node.words,
            node.level,
            told[at].kinds,
            node.found.confidence >= DOUBTFUL
            and (bool(node.found.kinds) or node.found.confidence == CORRECTED),
            bool(told[at].patterns),
        )
        for at, node in enumerate(nodes)
    )
    return PackDraft(shape.file, pack, sections, tuple(notes))


def _nodes(headings: Sequence[FoundHeading]) -> tuple[list[_Node], list[str]]:
    """The headings with their places; those of attachments and those too deep are left out."""
    nodes: list[_Node] = []
    notes: list[str] = []
    open_: list[tuple[int, int]] = []  # (level as found, index)
    children: dict[int | None, int] = {}
    for one in headings:
        words = name_of(one.heading).rstrip("….·_＿ ")[:_LONGEST]
        if not words or _ATTACHED.match(words):
            continue
        open_ = [pair for pair in open_ if pair[0] < one.level]
        above = open_[-1][1] if open_ else None
        number = children[above] = children.get(above, 0) + 1
        if len(open_) >= MAX_LEVEL or number > MAX_SIBLINGS:
            notes.append(f"“{words}”层级过深或过多，没有列入提纲。")
            continue
        place = f"{nodes[above].place}.{number}" if above is not None else str(number)
        over = nodes[above].found.kinds if above is not None else ()
        kinds = () if _says_nothing(one, over) else one.kinds
        nodes.append(_Node(place, words, len(open_) + 1, replace(one, kinds=kinds), above))
        open_.append((one.level, len(nodes) - 1))
    return nodes, notes


def _says_nothing(one: FoundHeading, over: Sequence[Kind]) -> bool:
    """Whether a heading's own words name no kind: 其他 for want of any, or what the section above is about anyway."""
    return one.confidence <= UNKNOWN or (one.confidence <= INHERITED and set(one.kinds) <= set(over))


def _corrected(nodes: list[_Node], kinds: Mapping[str, Sequence[Kind]]) -> list[_Node]:
    unknown = set(kinds) - {one.place for one in nodes}
    if unknown:
        raise InputError(f"模板里没有编号为 {min(unknown)} 的章节", hint="请重新上传模板后再改。")
    return [
        replace(
            one, found=replace(one.found, kinds=tuple(dict.fromkeys(kinds[one.place])), confidence=CORRECTED)
        )
        if one.place in kinds
        else one
        for one in nodes
    ]


def _ids(nodes: Sequence[_Node], told: Sequence[Telling]) -> list[str]:
    """Ids from the kinds; those that have text choose first."""
    ids = [""] * len(nodes)
    taken: set[str] = set()
    for at in sorted(range(len(nodes)), key=lambda at: (not told[at].patterns, at)):
        stem = told[at].patterns[0] if len(told[at].patterns) == 1 else ""
        stem = stem or (told[at].kinds[0].value if told[at].kinds else "section")
        if not told[at].patterns and any(one.above == at for one in nodes):
            stem += "_part"
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}_{number}", number + 1
        taken.add(name)
        ids[at] = name
    return ids


def _nested(
    nodes: Sequence[_Node], told: Sequence[Telling], ids: Sequence[str], above: int | None
) -> tuple[Section, ...]:
    return tuple(
        Section(
            id=ids[at],
            heading=node.words,
            kinds=told[at].kinds,
            patterns=told[at].patterns,
            needs=told[at].needs,
            children=_nested(nodes, told, ids, at),
        )
        for at, node in enumerate(nodes)
        if node.above == above
    )


def _cover(shape: TemplateShape) -> tuple[Cover, list[str]]:
    """The cover's lines that a fact fills, and the labels that none does."""
    paths = {label: fact_of(label) for label in shape.labels}
    lines = tuple(CoverLine(label=label, fact=path) for label, path in paths.items() if path)
    title = (
        slotted(shape.cover_title or shape.title)
        if (shape.cover_title or shape.title)
        else "项目支出绩效自评报告"
    )
    return Cover(title=title, lines=lines), [label for label, path in paths.items() if not path]

"""Statements: a figure and the subject that it is said of. A true figure about the wrong thing is a false statement.

Precision first. A figure is contradicted only where a subject's name stands right before it, or is carried on in its
segment with a word that says the figure's role (目标, 得, 扣 …), or where the figure belongs to something else that the
sentence does not speak of at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction, FindAll
from assistant.review.mention import Mention
from assistant.review.pairs import pairs, share
from assistant.review.places import REACH, Named, Places
from assistant.review.roles import labelled, role_of
from assistant.review.subjects import Slot, Subject, by_name, comparable, same

_JUDGED = ("amount", "rate", "points", "count", "score")
# What may stand between a name and its figure.
_LINK = re.compile(
    r"(?:数量|总数|总量|总计|共计|合计|累计|全年|当年|年度|实际|已|均|共|为|是|达到|达|了|完成|实现|控制在|约|近|仅|只|得分|得|分值|满分|扣|目标|指标|计划|任务|"
    r"值|数|款|费|金额|不低于|不少于|不高于|不超过|[（(：:“≥≤\s]|，(?=共|合计|分值|得|实际|目标))*+"
)
# Other times and other wholes: the figure of another year or of a part is not the subject's own.
_ELSEWHERE = re.compile(
    "上年|去年|同期|以往|往年|前年|此前|原来|改造前|实施前|其中|部分|平均|同比|环比|每|各|省级|市级|县级|中央"
)
_REASON = re.compile("原因|由于|因为|主要是|受")
# Roles that only a word of their own gives.
_STRONG = ("target", "completion", "lost", "weight", "score")
_RESULTS = ("actual", "target")
# 采集站3套没有安装: the figure is the gap, and the words behind it say so.
_UNDONE = re.compile("[^，。；\\d]{0,6}?(?:未|没|尚|缺|差|少|欠|不)")
_SUMMED = re.compile("，|合计|共|满分")
_FULL = re.compile("(?:的)?(?:满分|分值|权重)(?:共|合计|为)?")
_ALIGNED = "分别"
_LEADS = ("项目", "其中", "全年", "完成", "实现")
# Paths of figures that are no subject's own; any other path is of words.
_FIGURES = (
    ".amount",
    "_budget",
    "_total",
    "_rate",
    ".balance",
    "_amount",
    ".target",
    ".actual",
    ".completion",
    ".gap",
)
_HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_SHARED_PAIRS = 3
_NEAR = 4
_SPOKEN_OF = 0.5

Told = Callable[[str], str]


class Statements:
    """Judges the figures of texts by the subjects of one project. Built once a review."""

    def __init__(self, known: Sequence[Subject], year: int) -> None:
        self._other_year = re.compile(rf"(?!{year})(?:19|20)\d{{2}}年")
        self._known = by_name(known)
        self._owner = {slot.path: one for one in known for slot in one.slots if slot.role != "told"}
        longest_first = sorted(self._known, key=len, reverse=True)
        self._form = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def contradiction(
        self,
        text: str,
        mention: Mention,
        clauses: Clauses,
        places: Places,
        find_all: FindAll,
        told: Told,
        *,
        repeated: bool,
    ) -> Contradiction | None:
        """What contradicts a figure, or None. `repeated`: the facts hold it in the same words."""
        if mention.type not in _JUDGED:
            return None
        start, _ = clauses.segment(mention.start)
        before = places.before(mention, start)
        label = labelled(text, mention)
        if not before and label:
            start, _ = clauses.paragraph(mention.start)
            before = [one for one in places.before(mention, start) if one.subject.is_indicator]
        if not before:
            return None
        last = _told_of(text, mention, before)
        if last is None:
            return None
        slots = [s for s in last.subject.slots if any(comparable(mention.key, key) for key in s.keys)]
        if not slots or self._of_another(text, last, mention):
            return None
        between = text[last.end : mention.start]
        summed = mention.type == "score" and _SUMMED.search(between) and not _FULL.fullmatch(between)
        adjacent = bool(_LINK.fullmatch(between)) and not summed
        if not adjacent and (_REASON.search(between) or not last.subject.is_indicator):
            return None
        whole = _near(clauses.sentence(mention.start), mention)
        role = role_of(text, mention, last.end, whole)
        judge = _Judge(mention, last, slots, role, adjacent, _begins(text, last.start), label)
        paths = find_all(mention)
        clause = text[slice(*_near(clauses.clause(mention.start), mention))]
        elsewhere = repeated or (
            not last.subject.firm
            and not label
            and role not in _STRONG
            and any(
                path not in self._owner and not path.endswith(_FIGURES) and _about(told(path), clause)
                for path in paths
            )
        )
        if (not elsewhere or judge.owned) and (found := judge.by_role()):
            return found
        # What only the story of an indicator tells (少34人) is not its result, where it stands right behind the name.
        if elsewhere or judge.told_right or (judge.owned and not adjacent) or (role and not adjacent):
            return None
        if adjacent and judge.owned and _UNDONE.match(text, mention.end):
            return None
        if adjacent:
            return judge.against("actual", certain=True)
        if mention.type == "score":
            return None
        sentence = text[slice(*whole)]
        if paths and all(self._is_another(path, sentence) for path in paths) and len(before) == 1:
            return judge.against("actual", certain=False)
        return None

    def _of_another(self, text: str, last: Named, mention: Mention) -> bool:
        """Whether the words before a name, or right before its figure, tell of another time or of a part."""
        before = text[max(0, last.start - 12) : last.start]
        before = before[max(before.rfind(mark) for mark in "。；\n，") + 1 :]
        words = before + "，" + text[max(last.end, mention.start - 8) : mention.start]
        return bool(_ELSEWHERE.search(words) or self._other_year.search(words))

    def settled(self, text: str, mention: Mention, clauses: Clauses, places: Places) -> bool:
        """Whether a figure stands right behind the name of a subject that has it."""
        since, _ = clauses.segment(mention.start)
        before = places.before(mention, since)
        if not before or not _LINK.fullmatch(text[before[-1].end : mention.start]):
            return False
        return any(same(mention.key, key) for slot in before[-1].subject.slots for key in slot.keys)

    def places(self, text: str) -> Places:
        """Where a text names its subjects, the longest name at each place."""
        found = self._form.finditer(text) if self._form else ()
        return Places([Named(*one.span(), self._known[one.group()]) for one in found])

    def speaks_of(self, paths: Sequence[str], text: str, mention: Mention, clauses: Clauses) -> bool:
        """Whether the part of a sentence that holds a figure speaks of a subject that the figure is true of."""
        sentence = text[slice(*_near(clauses.segment(mention.start), mention))]
        owners = [self._owner[path] for path in paths if path in self._owner]
        return any(_shares(name, sentence) for owner in owners for name in owner.names)

    def _is_another(self, path: str, sentence: str) -> bool:
        """Whether a path belongs to a subject of which a sentence does not speak."""
        owner = self._owner.get(path)
        return owner is not None and not any(_shares(name, sentence) for name in owner.names)


@dataclass(frozen=True)
class _Judge:
    """One figure against the slots of the subject before it that measure the same kind of thing."""

    mention: Mention
    last: Named
    slots: Sequence[Slot]
    role: str | None
    adjacent: bool
    bare: bool
    # Whether a label of a form says the role: then the figure is that field's, not one that the field's story tells.
    labelled: bool = False

    @property
    def owned(self) -> bool:
        """Whether the figure is one of the subject's own."""
        return any(same(self.mention.key, key) for slot in self.slots for key in slot.keys)

    @property
    def told_right(self) -> bool:
        """Whether the figure is what the subject came to or was to come to; a score may be any of its points."""
        right = self.slots if self.mention.type == "score" else [s for s in self.slots if s.role in _RESULTS]
        return any(same(self.mention.key, key) for slot in right for key in slot.keys)

    @property
    def misplaced(self) -> bool:
        """Whether the figure is the subject's own in another role, whatever its words say too."""
        figures = [slot for slot in self.slots if slot.role != "told"]
        return any(same(self.mention.key, key) for slot in figures for key in slot.keys)

    def by_role(self) -> Contradiction | None:
        """Another figure where the text says which of the subject's figures this is."""
        if self.role is None:
            return None
        right = [slot for slot in self.slots if slot.role == self.role]
        told = [
            slot for slot in self.slots if slot.role == "told" and not self.misplaced and not self.labelled
        ]
        if not right or any(same(self.mention.key, key) for slot in (*right, *told) for key in slot.keys):
            return None
        if self.role == "gap" and not (self.adjacent or self.misplaced or self.labelled):
            return None
        return self.against(self.role, certain=True)

    def against(self, role: str, *, certain: bool) -> Contradiction | None:
        """The subject's figure in a role, or its only one."""
        slots = [slot for slot in self.slots if slot.role == role] or [
            slot for slot in self.slots if slot.role != "told"
        ]
        if not slots:
            return None
        known = slots[0]
        only = len({slot.text for slot in slots}) == 1
        return Contradiction(
            self.mention, known.path, self.last.subject.title, known.text, certain and only and self.bare
        )


def _near(span: tuple[int, int], mention: Mention) -> tuple[int, int]:
    """A span, cut to a sentence's reach around a mention."""
    return max(span[0], mention.start - REACH), min(span[1], mention.end + REACH)


def _begins(text: str, start: int) -> bool:
    """Whether a name stands by itself, so that no word before it narrows it."""
    return (
        start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[max(0, start - 2) : start] in _LEADS
    )


def _told_of(text: str, mention: Mention, before: Sequence[Named]) -> Named | None:
    """The subject named last; for a score behind a list of members (产出指标包括…，分值50分) the one that has them.

    None where figures stand apart from the names that they belong to (A、B分别为…).
    """
    if _ALIGNED in text[before[-1].end : mention.start]:
        return None
    if mention.type == "score":
        heads = [one for one in before if text.startswith("包括", one.end)]
        if heads and "，" in text[heads[-1].end : mention.start]:
            return heads[-1]
    return before[-1]


def _about(fact: str, clause: str) -> bool:
    """Whether a fact in words has some of a clause's words too, and not only its figure."""
    return sum(pair in fact for pair in pairs(clause) if _HAN_PAIR.fullmatch(pair)) >= _SHARED_PAIRS


def _shares(name: str, sentence: str) -> bool:
    """Whether a sentence holds half of a name's character pairs."""
    return share(name, sentence) >= _SPOKEN_OF


def quoted(text: str, mention: Mention, clauses: Clauses, said: str) -> bool:
    """Whether a mention stands in the same words as in the facts, which then say it themselves."""
    start, end = clauses.clause(mention.start)
    left = text[max(start, mention.start - _NEAR) : mention.start]
    right = text[mention.end : min(end, mention.end + _NEAR)]
    return len(left) + len(right) >= _NEAR and f"{left}{mention.text}{right}" in said

"""A library of any size made of `phrases.yaml`: what is relevant is known because we chose what each passage says.

A passage says a situation (tender failed, nobody pays for upkeep …) of a project's matter (roads, elders …) in one of
three wordings, with the matter named in one of three ways, figures and a set phrase behind it. Questions come in three
manners, a third each:

- other words: a wording that no passage has, with the matter's first name. A relevant passage may share no word with it,
  and one on another situation of the same matter shares many.
- stock words: a wording that a third of the relevant passages have.
- a name: a county and a wording that no passage has; what is wanted is that county's report.

Grades for the first two: 3 for the same situation and matter, 2 for the same situation in a project of the same type, 1
for the same situation; a report of poor quality is worth one less. For the third: 3 for the situation in that county, 2
for that county, 1 for the situation. Everything is fictional and follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.library.finding.boosts import Preference
from assistant.library.identities.labels import Identity, Label
from assistant.library.identities.masking import MaskedText
from assistant.library.passages import Passage
from assistant.library.storage.vectors import embedded
from assistant.outline.kinds import Kind
from eval.retrieval.bench import EMBEDDER, Bench, Question, embed

_PHRASES = yaml.safe_load(Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8"))
_FIRST, _SECOND = "澄岚青霁梧鹤丹禾柏榆", "川山溪云野汀霖岭湾荫"
_REGIONS = [f"{one}{other}{end}" for one in _FIRST for other in _SECOND for end in ("县", "市")]
_PACKS = ("guangdong-county", "guangdong-summary", "national")
_PER_REPORT = 48
_POOR = 0.15
_MATTER = "◇"


@dataclass(frozen=True)
class Said:
    """A passage and what it says."""

    passage: Passage
    situation: str
    topic: str


def library(size: int, seed: int = 1) -> list[Said]:
    """`size` passages in reports of about fifty; the same for the same seed."""
    dice = random.Random(seed)
    made: list[Said] = []
    report = 0
    while len(made) < size:
        report += 1
        made.extend(_report(f"r{report:05d}", dice))
    return made[:size]


def _report(key: str, dice: random.Random) -> list[Said]:
    topic = dice.choice(list(_PHRASES["topics"]))
    kinds = list(_PHRASES["kinds"])
    shared = {
        "document": f"{key}.docx",
        "document_id": key,
        "heading_path": (),
        "page": None,
        "year": dice.randint(2014, 2024),
        "project_type": _PHRASES["topics"][topic]["type"],
        "region": (region := dice.choice(_REGIONS)),
        "unit": f"{region}财政局",
        "pack": dice.choice(_PACKS),
        "quality": 0.4 if dice.random() < _POOR else 1.0,
    }
    return [
        _said(f"{key}:{number}", kinds[number % len(kinds)], topic, shared, dice)
        for number in range(_PER_REPORT)
    ]


def _said(part: str, kind: str, topic: str, shared: dict, dice: random.Random) -> Said:
    situation = dice.choice(list(_PHRASES["kinds"][kind]))
    wording = dice.choice(_PHRASES["kinds"][kind][situation][1:])
    # The first name is the one that is asked for: most passages call the matter something else.
    name = dice.choices(_PHRASES["topics"][topic]["names"], (2, 3, 3))[0]
    said = wording.replace(_MATTER, name)
    tails = random.Random(said).sample(_PHRASES["tails"], 2)
    amount = f"{dice.randint(100, 99999) / 100}万元"
    place = shared["region"]
    last = tails[1] if shared["quality"] == 1 else "其余情况为XX，另行补充。"
    text, masked = (
        f"{said}。{tails[0]}涉及{money}，由{where}有关单位落实。{last}"
        for money, where in ((amount, place), ("〔金额1〕", "〔地名1〕"))
    )
    passage = Passage(
        id=f"{part}:{kind}", part=part, heading=f"（二）{Kind(kind).label}", kind=Kind(kind), text=text,
        masked=MaskedText(masked), identities=(Identity(Label.AMOUNT, amount), Identity(Label.PLACE, place)),
        **shared,
    )  # fmt: skip
    return Said(passage, situation, topic)


def questions(made: list[Said], seed: int = 2) -> list[tuple[Question, dict[str, int]]]:
    """For each situation a question of each manner, with the grades of the passages of its kind."""
    dice = random.Random(seed)
    shelves: dict[str, list[Said]] = {}
    for one in made:
        shelves.setdefault(one.passage.kind, []).append(one)
    return [
        (question, {one.passage.id: grade(one) for one in shelves.get(kind, ()) if grade(one)})
        for kind, situations in _PHRASES["kinds"].items()
        for situation in situations
        for question, grade in _asked(kind, situation, dice, [one.passage.region for one in made])
    ]


def _asked(
    kind: str, situation: str, dice: random.Random, regions: list[str | None]
) -> Iterator[tuple[Question, Callable[[Said], int]]]:
    unseen, *stored = _PHRASES["kinds"][kind][situation]
    topic = dice.choice(list(_PHRASES["topics"]))
    matter = _PHRASES["topics"][topic]
    region = dice.choice(regions)

    def matters(one: Said) -> int:
        if one.situation != situation:
            return 0
        near = 3 if one.topic == topic else 2 if one.passage.project_type == matter["type"] else 1
        return near - (one.passage.quality < 1)

    def belongs(one: Said) -> int:
        same, here = one.situation == situation, one.passage.region == region
        return (3 if same else 2) if here else int(same)

    wanted = Preference(matter["type"], dice.choice(_REGIONS), dice.choice(_PACKS), 2024)
    stock = dice.choice(stored).replace(_MATTER, matter["names"][0])
    for manner, text, grade in (
        ("other words", f"{matter['names'][0]}：{unseen}", matters),
        ("stock words", stock, matters),
        ("a name", f"{region}{unseen}", belongs),
    ):
        yield Question(f"{kind}:{situation}:{manner}", Kind(kind), text, wanted, source=manner), grade


def synthetic(size: int) -> Bench:
    """The bench over `size` passages, all with real vectors."""
    made = library(size)
    asked = questions(made)
    passages = [one.passage for one in made]
    return Bench(
        f"{size:,} synthetic passages", passages, [one for one, _ in asked], {one.id: grades for one, grades in asked},
        embed("synthetic", [embedded(one) for one in passages], EMBEDDER.passages),
        embed("synthetic-asked", [one.text for one, _ in asked], EMBEDDER.queries),
    )  # fmt: skip

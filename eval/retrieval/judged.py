"""The sample reports with questions and relevance judged by hand.

`labels.json` gives each passage of eleven kinds what it says as a few topics (`funds_short`, `late_finish` …), set by
reading it, and each question the topics it asks for. Half the questions are worded as users type; the other half are
what the product itself asks for the sections of the sample projects, whose topics are those of that project's own
report (which may not answer). The grade follows from how well the topics agree (F1 of the two sets: 3 from 0.6,
2 from 0.35, 1 above 0), so it favours neither words nor vectors.
"""

from __future__ import annotations

import json
from pathlib import Path

from assistant.drafting.exemplars import query_of
from assistant.drafting.plan import make_plan
from assistant.facts.load import load_facts
from assistant.library.finding.boosts import Preference
from assistant.library.loaders import load
from assistant.library.passages import Passage, passages_of
from assistant.library.storage.vectors import embedded
from assistant.library.structure.tree import grow
from assistant.outline.kinds import Kind
from assistant.outline.packs import DEFAULT_PACK, load_pack
from assistant.resources import shipped
from eval.retrieval.bench import EMBEDDER, Bench, Question, embed

LABELS = Path(__file__).with_name("labels.json")


def judged() -> Bench:
    """The bench over the sample reports. Raises `ValueError` where a label fits no passage any more."""
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    topics = _labelled(labels["passages"])
    passages = [passage for passage, _ in topics]
    questions = [
        Question(f"u{number}", Kind(one["kind"]), one["text"])
        for number, one in enumerate(labels["questions"])
    ]
    asked = {f"u{number}": set(one["topics"]) for number, one in enumerate(labels["questions"])}
    for question, own in _own_questions(topics):
        questions.append(question)
        asked[question.id] = own
    grades = {
        question.id: {
            passage.id: grade(asked[question.id], said)
            for passage, said in topics
            if passage.kind is question.kind and passage.document_id != question.own
        }
        for question in questions
    }
    questions = [question for question in questions if any(grades[question.id].values())]
    vectors = embed("corpus", [embedded(one) for one in passages], EMBEDDER.passages)
    return Bench(
        "17 sample reports, judged by hand", passages, questions, grades,
        vectors, embed("corpus-asked", [one.text for one in questions], EMBEDDER.queries),
    )  # fmt: skip


def grade(asked: set[str], said: set[str]) -> int:
    """How much a passage that says these topics helps one who asks for those (0–3)."""
    common = 2 * len(asked & said) / (len(asked) + len(said))
    return 3 if common >= 0.6 else 2 if common >= 0.35 else int(common > 0)


def _labelled(labels: dict[str, list[dict]]) -> list[tuple[Passage, set[str]]]:
    found: list[tuple[Passage, set[str]]] = []
    for name, wanted in labels.items():
        document = load(shipped("corpus") / name)
        passages = passages_of(document, grow(document.text, Path(name).stem), Path(name).stem)
        for label in wanted:
            fitting = [
                one
                for one in passages
                if one.kind == label["kind"] and one.text.startswith(label["text"]) and not one.is_table
            ]
            if not fitting:
                raise ValueError(f"label fits no passage: {name} {label['kind']} {label['text']}")
            found.append((fitting[0], set(label["topics"])))
    return found


def _own_questions(topics: list[tuple[Passage, set[str]]]) -> list[tuple[Question, set[str]]]:
    """What the product asks for each sample project, once a kind."""
    found: dict[tuple[str, Kind], tuple[Question, set[str]]] = {}
    pack = load_pack(DEFAULT_PACK)
    for path in sorted(shipped("corpus").glob("*.yaml")):
        facts = load_facts(path)
        wanted = Preference(facts.project.type, facts.report.region, pack.id, facts.report.year)
        for section in make_plan(facts, pack).sections:
            query = query_of(section)
            if query is None or (path.stem, query[1]) in found:
                continue
            own = [said for one, said in topics if one.document_id == path.stem and one.kind is query[1]]
            if own:
                question = Question(
                    f"{path.stem}:{query[1]}", query[1], query[0], wanted, path.stem, "product"
                )
                found[path.stem, query[1]] = question, set().union(*own)
    return list(found.values())

"""Reports of every pack to be checked: from the facts of a sample project, from hardly any, and as final copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.drafting.draft import Draft
from assistant.drafting.events import Finished
from assistant.drafting.pipeline import Job, draft
from assistant.export.docx import docx_bytes
from assistant.export.of_draft import paper_of
from assistant.export.placeholders import pieces
from assistant.facts.load import facts_from_tree, load_facts
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack, pack_names
from assistant.resources import shipped
from eval.docx.office import Office

CREATED = datetime(2025, 3, 14, 9, 30)
_SAMPLE = "2024-water-heting.yaml"
_BARE = {"report": {"year": 2024, "unit": "和光县教育局"}, "project": {"name": "校园安防项目"}}


@dataclass(frozen=True)
class Sample:
    """A report: what it is called, its draft and pack, whether it is a final copy."""

    name: str
    draft: Draft
    pack: Pack
    final: bool = False

    @property
    def office(self) -> Office:
        """What its pack says of its look."""
        style = self.pack.style
        if float(style.line_pitch) == 28.95:
            return Office(latin=style.latin_face, bold_second=style.bold_second_level)
        return Office.of(float(style.line_pitch), style.latin_face, style.bold_second_level)

    def write(self, folder: Path) -> Path:
        """The report as our exporter makes it."""
        path = folder / f"{self.name}.docx"
        path.write_bytes(docx_bytes(paper_of(self.draft, self.pack), created=CREATED, final=self.final))
        return path


def samples() -> Iterator[Sample]:
    """Three reports of each pack."""
    full, bare = load_facts(shipped("corpus") / _SAMPLE), facts_from_tree(_BARE)
    for name in pack_names():
        pack = load_pack(name)
        whole = _drafted(full, pack)
        yield Sample(f"{name}-样例", whole, pack)
        yield Sample(f"{name}-缺数据", _drafted(bare, pack), pack)
        yield Sample(f"{name}-定稿", _settled(whole), pack, final=True)


def _drafted(facts: ProjectFacts, pack: Pack) -> Draft:
    *_, last = draft(Job(facts, pack))
    assert isinstance(last, Finished)  # a draft without a model always ends so
    return last.draft


def _settled(made: Draft) -> Draft:
    """The draft with every mark dealt with, as somebody would before signing."""
    sections = [one.model_copy(update={"text": _plain(one.text)}) for one in made.sections]
    cover = [one.model_copy(update={"value": _plain(one.value)}) for one in made.cover]
    return made.model_copy(update={"sections": sections, "cover": cover})


def _plain(text: str) -> str:
    return "".join("已核实" if piece.placeholder else piece.text for piece in pieces(text))

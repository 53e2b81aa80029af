"""Builds the assistant from settings: the one place that names the concrete parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafting.draft import Draft, ExemplarRef, WriterName
from assistant.drafting.events import Event, SectionDone
from assistant.drafting.exemplars import Exemplar, Exemplars, NoExemplars, query_of
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import SectionPlan
from assistant.errors import InputError
from assistant.facts.derived import Band, derive
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.review.leakage import Foreign
from assistant.review.report import ReportReview, review_report
from assistant.review.rules import Section
from assistant.review.rules.book import RuleBook
from assistant.settings import Settings
from assistant.store.journal import Journal

if TYPE_CHECKING:
    from assistant.library.finding.boosts import Preference
    from assistant.library.finding.search import Hit
    from assistant.library.library import Library
    from assistant.models.chat import ChatModel

PER_SECTION = 3
# A report full of faults is followed only where there is nothing better (library/quality.py: 1 is faultless).
_POOR = 0.5


def open_library(settings: Settings) -> Library:
    """The library of past reports under the home of these settings, with their embedder or the bundled one. Raises
    `SettingsError` where only half of an embedder is configured.
    """
    from assistant.library.library import Library
    from assistant.models.embeddings import open_embedder

    return Library(settings.home, open_embedder(settings), settings.chroma_url)


class LibraryExemplars:
    """Exemplars from the library of past reports; none where it is empty. `pack` is that of the report to write."""

    def __init__(self, library: Library, pack: str | None = None) -> None:
        self._library = library
        self._pack = pack

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """The best passages of each section's first kind, found in one batch; not from the report on these facts.

        Prose only, rather of like projects, nearby and recent; of poor reports only where there are no others.
        """
        queries = [query_of(section) for section in sections]
        asked = [query for query in queries if query is not None]
        if not asked or self._library.is_empty():
            return [[] for _ in sections]
        found = self._library.search_many(
            asked, 2 * PER_SECTION, exclude=self._own(facts), tables=False, prefer=self._like(facts)
        )
        answers = iter(found)
        return [[_exemplar(hit) for hit in _worthy(next(answers))] if query else [] for query in queries]

    def _like(self, facts: ProjectFacts) -> Preference:
        from assistant.library.finding.boosts import Preference

        report = facts.report
        return Preference(facts.project.type, report.region, self._pack, report.year)

    def _own(self, facts: ProjectFacts) -> list[str]:
        """Documents that report on these very facts: a report is no example for itself."""
        unit, project, year = facts.report.unit, facts.project.name, facts.report.year
        return [
            record.id
            for record in self._library.documents()
            if record.year == year
            and (record.unit == unit or unit in record.title or project in record.title)
        ]


def _worthy(hits: Sequence[Hit]) -> list[Hit]:
    """The best hits, those of poor reports after all others and not beside them."""
    good = [hit for hit in hits if hit.passage.quality >= _POOR]
    return (good or list(hits))[:PER_SECTION]


def _exemplar(hit: Hit) -> Exemplar:
    from assistant.library.identities.labels import Label

    passage = hit.passage
    names = tuple(
        # Figures of other reports have no source in the facts: the trace finds them.
        dict.fromkeys(one.text for one in passage.identities if one.type.is_name or one.type is Label.TITLE)
    )
    return Exemplar(
        passage.kind.label,
        ExemplarRef(document=passage.document, heading=passage.heading, score=round(hit.score, 4)),
        passage.masked,
        Foreign(passage.document, passage.heading, passage.text, names),
    )


def exemplars_of(settings: Settings, pack: str | None = None) -> Exemplars:
    """The library's exemplars, or none where nothing was ever put in (and then nothing heavy is loaded)."""
    if not settings.chroma_url and not (settings.home / "library").is_dir():
        return NoExemplars()
    return LibraryExemplars(open_library(settings), pack)


def open_chat_model(settings: Settings) -> ChatModel:
    """The configured language model."""
    from assistant.models.open import open_model

    return open_model(settings)


def journal_of(settings: Settings, facts: ProjectFacts, pack: Pack) -> Journal:
    """Where the finished sections of one project's report are kept."""
    name = f"{facts.report.unit}\n{facts.project.name}\n{facts.report.year}\n{pack.id}"
    return Journal(settings.home / "drafts" / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.jsonl")


def make_draft(
    settings: Settings,
    facts: ProjectFacts,
    pack: Pack,
    writer: WriterName,
    *,
    resume: bool = False,
    exemplars: Exemplars | None = None,
    job: Job | None = None,
) -> Iterator[Event]:
    """The events of a draft; sections that a model wrote are kept as they finish, and taken up again with `resume`."""
    model = open_chat_model(settings) if writer == "model" else None
    journal = journal_of(settings, facts, pack)
    work = job or Job(facts, pack)
    work.model, work.exemplars = model, exemplars or exemplars_of(settings, pack.id)
    work.concurrency, work.repair_rounds = settings.concurrency, settings.repair_rounds
    work.finished = journal.sections() if resume and model else {}
    for event in draft(work):
        if isinstance(event, SectionDone) and event.key and not event.resumed:
            journal.append(event.key, event.section)
        yield event


OUTPUTS = (".docx", ".md", ".json")


def check_output(path: Path) -> None:
    """Refuses an ending that cannot be written, before any work is done. Raises `InputError`."""
    if path.suffix.lower() not in OUTPUTS:
        raise InputError(
            f"不支持输出为 {path.suffix or '没有后缀的文件'}", hint="请用 .docx、.md 或 .json 结尾。"
        )


def write_document(path: Path, made: Draft) -> None:
    """A draft as .docx, .md or .json by the file's ending; written whole or not at all."""
    from assistant.export.docx import write_docx
    from assistant.export.markdown import to_markdown
    from assistant.export.of_draft import paper_of
    from assistant.export.saving import write_whole

    check_output(path)
    match path.suffix.lower():
        case ".docx":
            write_docx(paper_of(made), path)
        case ".md":
            write_whole(path, to_markdown(paper_of(made)).encode())
        case _:
            write_whole(path, (made.model_dump_json(indent=2) + "\n").encode())


def review_file(settings: Settings, path: Path, facts: ProjectFacts, pack: Pack) -> ReportReview:
    """The review of a report file, or of a draft's .json, against the facts."""
    derived = derive(facts, [Band(band.grade, band.floor) for band in pack.bands])
    return review_report(_sections_of(settings, path), facts, derived, book=RuleBook.of(pack))


def _sections_of(settings: Settings, path: Path) -> list[Section]:
    if path.suffix.lower() == ".json":
        return _sections_of_draft(path)
    tree = open_library(settings).outline(path)
    preamble = next(tree.pieces()).strip()
    before = [Section("0", "封面和标题", preamble)] if preamble else []
    return [*before, *(Section(one.id, one.heading, one.body) for one in tree.sections)]


def _sections_of_draft(path: Path) -> list[Section]:
    try:
        made = Draft.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"找不到文件 {path}", hint="请检查路径。") from None
    except (OSError, ValueError):
        raise InputError(
            f"{path.name} 不是本程序写出的草稿", hint="请给出 assistant draft -o 草稿.json 的结果。"
        ) from None
    return [Section(one.id, one.heading, one.text) for one in made.sections]

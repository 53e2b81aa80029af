"""Builds the assistant from settings: the one place that names the concrete parts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.advice.suggestion import Advice, NoPrecedents, Precedent, Wanted
from assistant.drafting.cost import Prices
from assistant.drafting.draft import Draft, ExemplarRef, WriterName
from assistant.drafting.events import Event, SectionDone
from assistant.drafting.exemplars import Exemplar, Exemplars, NoExemplars, query_of
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import SectionPlan, make_plan
from assistant.errors import InputError
from assistant.facts.model import ProjectFacts
from assistant.facts.scoring.card import scorecard
from assistant.facts.table.form import make_form
from assistant.outline.kinds import Kind
from assistant.outline.pack import Pack
from assistant.review.archive import Archive
from assistant.review.foreign import foreign
from assistant.review.leakage import Foreign
from assistant.review.ledger import Ledger
from assistant.review.report import ReportReview, review_report
from assistant.review.rules import Section
from assistant.review.rules.book import RuleBook
from assistant.settings import Settings
from assistant.store.cache import SectionCache
from assistant.store.journal import Journal

if TYPE_CHECKING:
    from assistant.library.finding.boosts import Preference
    from assistant.library.finding.search import Hit
    from assistant.library.library import Library
    from assistant.models.chat import ChatModel
    from assistant.proposals.proposal import Proposals

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
        answers = iter(self.hits(asked, facts))
        return [[_exemplar(hit) for hit in next(answers)] if query else [] for query in queries]

    def hits(self, queries: Sequence[tuple[str, Kind]], facts: ProjectFacts) -> list[list[Hit]]:
        """The best passages for each text and kind, prose only; none from the report on these facts."""
        found = self._library.search_many(
            queries, 2 * PER_SECTION, exclude=self._own(facts), tables=False, prefer=self._like(facts)
        )
        return [_worthy(hits) for hits in found]

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
    fresh: bool = False,
    exemplars: Exemplars | None = None,
    job: Job | None = None,
) -> Iterator[Event]:
    """The events of a draft. Sections that a model wrote are kept as they finish: in this report's journal, taken up again
    with `resume`, and in the cache of all drafts, unless everything is to be written `fresh`.
    """
    model = open_chat_model(settings) if writer == "model" else None
    journal = journal_of(settings, facts, pack)
    work = job or Job(facts, pack)
    work.model, work.exemplars = model, exemplars or exemplars_of(settings, pack.id)
    work.concurrency, work.repair_rounds = settings.concurrency, settings.repair_rounds
    work.items_apart = settings.items_apart
    # Not the address: a draft goes on when the same model is served elsewhere.
    work.variant = f"{settings.temperature} {settings.max_tokens}"
    work.context, work.prices = context_of(settings), prices_of(settings)
    work.finished = journal.sections() if resume and model else {}
    cache = cache_of(settings)
    if not fresh:
        work.earlier = cache.get
    for event in draft(work):
        if isinstance(event, SectionDone) and event.key and not event.resumed:
            journal.append(event.key, event.section)
            cache.put(event.key, event.section)
        yield event


def cache_of(settings: Settings) -> SectionCache:
    """The sections that a model wrote for any draft under this home."""
    return SectionCache(settings.home / "cache" / "sections.sqlite", settings.cache_megabytes * 1_000_000)


def context_of(settings: Settings) -> int | None:
    """Tokens of context, where they are known."""
    return settings.context_tokens or (settings.gguf_context if settings.gguf else None)


def prices_of(settings: Settings) -> Prices | None:
    """The prices of tokens, where any is set."""
    prompt, completion = settings.price_prompt, settings.price_completion
    if prompt is None and completion is None and settings.price_cached is None:
        return None
    return Prices(prompt or Decimal(0), completion or Decimal(0), settings.price_cached)


def review_file(
    settings: Settings, path: Path, facts: ProjectFacts, pack: Pack, *, library: bool = True
) -> ReportReview:
    """The review of a report file, or of a draft's .json, against the facts and against the `library`'s reports."""
    from assistant.library.documents import cells_of
    from assistant.review.own_table import without_own_cells

    derived = pack.derived(facts)
    form = make_form(facts, pack.table)
    sections = [
        replace(one, text=without_own_cells(one.text, form, cells_of)) for one in _sections_of(settings, path)
    ]
    review = review_report(sections, facts, derived, book=RuleBook.of(pack))
    archive = archive_of(settings) if library else None
    if archive is None:
        return review
    found = foreign(sections, facts, Ledger(facts, derived), archive)
    return replace(review, findings=(*review.findings, *found))


def archive_of(settings: Settings) -> Archive | None:
    """What all past reports say, to find it in others; None where there is no library. Kept until the library changes."""
    if not settings.chroma_url and not (settings.home / "library").is_dir():
        return None
    from assistant.library.storage.index import Index

    index = Index(settings.home / "library", settings.chroma_url)
    return _archive(index.folder, settings.chroma_url, index.revision()) if index.records() else None


@lru_cache(maxsize=1)
def _archive(folder: Path, url: str | None, revision: int) -> Archive:
    """As of a revision."""
    from assistant.library.finding.originals import past_reports
    from assistant.library.storage.index import Index

    return Archive(past_reports(Index(folder, url)))


def _sections_of(settings: Settings, path: Path) -> list[Section]:
    if path.suffix.lower() == ".json":
        return [Section(one.id, one.heading, one.text) for one in draft_of(path).sections]
    tree = open_library(settings).outline(path)
    preamble = next(tree.pieces()).strip()
    before = [Section("0", "封面和标题", preamble)] if preamble else []
    return [*before, *(Section(one.id, one.heading, one.body) for one in tree.sections)]


def draft_of(path: Path) -> Draft:
    """A draft from its .json. Raises `InputError`."""
    try:
        return Draft.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"找不到文件 {path}", hint="请检查路径。") from None
    except (OSError, ValueError):
        raise InputError(
            f"{path.name} 不是本程序写出的草稿", hint="请给出 assistant draft -o 草稿.json 的结果。"
        ) from None


class LibraryPrecedents:
    """Precedents from the library: masked passages of problems and of measures, of like projects rather than others."""

    def __init__(self, library: Library, pack: Pack) -> None:
        self._library, self._pack = library, pack
        self._exemplars = LibraryExemplars(library, pack.id)

    def for_problems(self, wanted: Sequence[Wanted], facts: ProjectFacts) -> list[list[Precedent]]:
        """The best three of each; none from a report on these very facts."""
        if not wanted or self._library.is_empty():
            return [[] for _ in wanted]
        queries = [(one.text, kind) for one in wanted for kind in (Kind.PROBLEMS, Kind.MEASURES)]
        found = iter(self._exemplars.hits(queries, facts))
        return [
            self._best(
                [hit for hit in [*next(found), *next(found)] if re.search(one.about, str(hit.passage.masked))]
            )
            for one in wanted
        ]

    def exemplars(self, wordings: Sequence[str], facts: ProjectFacts) -> list[list[Exemplar]]:
        """Masked passages of problems like these, for a model to see how they are put."""
        if self._library.is_empty():
            return [[] for _ in wordings]
        found = self._exemplars.hits([(text, Kind.PROBLEMS) for text in wordings], facts)
        return [[_exemplar(hit) for hit in hits] for hits in found]

    def _best(self, hits: Sequence[Hit]) -> list[Precedent]:
        best: dict[str, Precedent] = {}
        for hit in sorted(hits, key=lambda one: -one.score):
            passage = hit.passage
            best.setdefault(
                passage.part,
                Precedent(
                    document=passage.document,
                    year=passage.year,
                    unit_type=self._pack.unit_type(passage.unit or ""),
                    kind=passage.kind.value,
                    text=str(passage.masked).strip(),
                ),
            )
        return list(best.values())[:PER_SECTION]


def earned_scores(facts: ProjectFacts, pack: Pack) -> dict[str, Decimal]:
    """What each indicator earns by the pack's rules, by the path of its score; those that rules leave open are not in it."""
    card = scorecard(facts, pack.derived(facts), pack.scoring)
    return {f"{one.path}.score": one.high for one in card.scores if one.high is not None}


def make_advice(
    settings: Settings,
    facts: ProjectFacts,
    pack: Pack,
    last: ProjectFacts | None = None,
    writer: WriterName = "offline",
) -> Advice:
    """What the facts show and what to do about it, with precedents where there is a library; worded by the model where it
    is the writer. Raises `SettingsError`, `ModelError`.
    """
    from assistant.drafting.suggesting import suggest

    has_library = settings.chroma_url or (settings.home / "library").is_dir()
    precedents = LibraryPrecedents(open_library(settings), pack) if has_library else NoPrecedents()
    earned = earned_scores(facts, pack)
    advice = suggest(facts, pack, earned, precedents, last)
    if writer != "model" or not advice.suggestions:
        return advice
    from assistant.drafting.adapting import adapted

    shown: list[list[Exemplar]] = []
    if isinstance(precedents, LibraryPrecedents):
        shown = precedents.exemplars([one.problem[:120] for one in advice.suggestions], facts)
    model = open_chat_model(settings)
    return adapted(advice, make_plan(facts, pack), model, shown, settings.repair_rounds)


def propose_facts(
    settings: Settings, paths: Sequence[Path], *, with_model: bool = False, declared: Decimal | None = None
) -> Proposals:
    """Facts that reports, plans and payment ledgers suggest; a file with a ledger's columns is read as one.

    `declared` is the total (万元) that the ledgers' payments should make. Raises `DocumentError`.
    """
    from assistant.files.opening import ENDINGS as TABLES
    from assistant.files.opening import open_grids
    from assistant.proposals.documents import Document, propose
    from assistant.proposals.ledger import is_ledger, read_ledger
    from assistant.proposals.ledger_file import ENDINGS, open_ledger

    documents, ledgers = [], []
    library = open_library(settings)
    for path in paths:
        tables = open_ledger(path) if path.suffix.lower() in ENDINGS else None
        if tables is not None and (is_ledger(tables) or path.suffix.lower() == ".csv"):
            ledgers.append(read_ledger(path.name, tables, declared))
        else:
            tables = open_grids(path) if tables is None and path.suffix.lower() in TABLES else tables
            documents.append(Document(path.name, library.outline(path), tables))
    further = None
    if with_model:
        from functools import partial

        from assistant.drafting.delimiting import inert
        from assistant.proposals.by_model import ask_model

        further = partial(ask_model, open_chat_model(settings), inert)
    return propose(documents, ledgers, further)

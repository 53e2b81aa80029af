"""A job: one draft to make, with everything that it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.drafting.cost import Prices
from assistant.drafting.draft import SectionDraft
from assistant.drafting.exemplars import Exemplars, NoExemplars
from assistant.facts.model import ProjectFacts
from assistant.models.chat import ChatModel
from assistant.outline.pack import Pack


@dataclass
class Job:
    """One draft to make. `finished` are the sections of an earlier run by content key, `earlier` finds those of any draft
    (None: not kept); both are reviewed before they are used. `only` are the sections to write (None: all). `stop` ends the
    job early. The other fields as in `Manner`.
    """

    facts: ProjectFacts
    pack: Pack
    model: ChatModel | None = None
    exemplars: Exemplars = field(default_factory=NoExemplars)
    concurrency: int = 4
    repair_rounds: int = 2
    items_apart: int = 3
    context: int | None = None
    variant: str = ""
    note: str = ""
    only: frozenset[str] | None = None
    prices: Prices | None = None
    finished: Mapping[str, SectionDraft] = field(default_factory=dict)
    earlier: Callable[[str], SectionDraft | None] = lambda key: None
    stop: threading.Event = field(default_factory=threading.Event)

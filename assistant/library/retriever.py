"""The library as a LangChain retriever, so that it composes with prompts and models by `|`.

What a retriever gives goes into prompts, so a document's content is the masked text. It needs langchain_core and
is imported only where a chain is built.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.library.finding.boosts import NO_PREFERENCE, Preference
from assistant.library.finding.search import Hit
from assistant.library.library import Library
from assistant.outline.kinds import Kind


class LibraryRetriever(BaseRetriever):
    """Gives for a question the best `k` passages of one kind, or of all; asynchronous calls run it in a thread.

    Tables are left out unless asked for: no prose is modelled on them.

    Metadata: `id`, `document`, `document_id`, `kind`, `score`, `copies`, `page`, `year`, `project_type`; headings
    and the text as written hold names, so they are there (`heading`, `text`) only with `with_text`. Raises
    `LibraryError` as `Library.search` does.
    """

    library: Library
    kind: Kind | None = None
    k: int = 5
    exclude: tuple[str, ...] = ()
    prefer: Preference = NO_PREFERENCE
    tables: bool = False
    with_text: bool = False

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.library.search(
            query, self.kind, self.k, exclude=self.exclude, prefer=self.prefer, tables=self.tables
        )
        return [self._document(hit) for hit in hits]

    def _document(self, hit: Hit) -> Document:
        passage = hit.passage
        metadata: dict[str, Any] = {
            "id": passage.id,
            "document": passage.document,
            "document_id": passage.document_id,
            "kind": passage.kind.value,
            "score": hit.score,
            "copies": hit.copies,
            "page": passage.page,
            "year": passage.year,
            "project_type": passage.project_type,
        }
        if self.with_text:
            metadata |= {"heading": passage.heading, "text": passage.text}
        return Document(page_content=passage.masked.value, metadata=metadata, id=passage.id)

"""The collections of a Chroma as one operation sees them. With index_store the only home of chromadb."""

from __future__ import annotations

from typing import Any

# Chroma's default of 1000 makes every write read up to 1000 rows again: measured, a write grows from 13 to 90 ms.
_SAVED_EVERY = 200
_HNSW = {"space": "cosine", "sync_threshold": _SAVED_EVERY, "batch_size": 100, "ef_search": 200}


class Opening:
    """One client of a folder in this process, as of the folder's mark; `warm` are collections already accessed."""

    def __init__(self, client: Any, mark: str) -> None:
        self.client = client
        self.mark = mark
        self.warm: set[str] = set()


class Cold(Exception):
    """A collection's first access under a lock that is not held alone."""


class Session:
    """The collections during one operation. `mark` changes with every change; None on a server, where it is
    unknown.
    """

    def __init__(self, opening: Opening | None, *, alone: bool, mark: str | None) -> None:
        self._opening = opening
        self._alone = alone
        self.mark = mark

    def get(self, name: str) -> Any:
        """A collection as it is now, None where there is none of this name."""
        if self._opening is None:
            return None
        from chromadb.errors import NotFoundError

        if self.mark is not None and name not in self._opening.warm and not self._alone:
            raise Cold(name)
        try:
            found = self._opening.client.get_collection(name, embedding_function=None)
        except NotFoundError:
            # Not remembered as warm: another process's collection of this name comes with a new mark.
            self._opening.warm.add(name)
            return None
        if self.mark is not None and name not in self._opening.warm:
            found.get(limit=1, include=[])
            self._opening.warm.add(name)
        return found

    def made(self, name: str, metadata: dict[str, str | int]) -> Any:
        """A collection as it is now, made with `metadata` where there is none."""
        found = self.get(name)
        if found is not None:
            return found
        assert self._opening is not None
        configuration = {"hnsw": _HNSW}
        return self._opening.client.get_or_create_collection(
            name, configuration=configuration, metadata=metadata, embedding_function=None
        )

    def drop(self, name: str) -> None:
        """Delete a collection if it exists."""
        if self.get(name) is not None and self._opening is not None:
            self._opening.client.delete_collection(name)

    def names(self) -> list[str]:
        """The names of all collections."""
        return [one.name for one in self._opening.client.list_collections()] if self._opening else []

"""The workspace: the store, the library and the settings that all actions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.store.audit import Audit
from assistant.store.database import Database
from assistant.store.drafts import Drafts
from assistant.store.material import Material
from assistant.store.people import People
from assistant.store.projects import Projects
from assistant.store.talk import Talk
from assistant.wiring import open_library

if TYPE_CHECKING:
    from assistant.library.library import Library


@dataclass(frozen=True)
class Workspace:
    """One installation, for everybody who works in it. Actions take it first, then the person who acts."""

    settings: Settings
    database: Database
    people: People
    projects: Projects
    drafts: Drafts
    talk: Talk
    material: Material
    audit: Audit
    library: Library

    def close(self) -> None:
        """Lets go of the database."""
        self.database.close()


def open_workspace(settings: Settings) -> Workspace:
    """The workspace under the home of these settings. Nothing is opened before it is used."""
    url = settings.database_url
    database = Database(url.get_secret_value()) if url else Database.in_folder(settings.home)
    return Workspace(
        settings=settings,
        database=database,
        people=People(database),
        projects=Projects(database),
        drafts=Drafts(database),
        talk=Talk(database),
        material=Material(database, settings.home / "uploads"),
        audit=Audit(database),
        library=open_library(settings),
    )

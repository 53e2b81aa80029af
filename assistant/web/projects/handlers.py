"""What happens in the list of projects: plain methods that take values and who asks, and give the page's updates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from assistant.store.people import Person
from assistant.store.rights import STATUSES
from assistant.web.acts import data_of
from assistant.web.projects.answers import Updates, fault, told_at
from assistant.web.projects.layout import ALL_YEARS, WAYS, Controls
from assistant.web.projects.views.manage import archived_note, done, managing
from assistant.web.projects.views.table import checked, projects_list, row_cells
from assistant.web.regions import region, regions
from assistant.web.visits import Visits
from assistant.workspace import listing as work
from assistant.workspace.listing import Checks, Wish, listing
from assistant.workspace.preferences import default_pack
from assistant.workspace.workspace import Workspace


class Handlers:
    """They hold what all sessions share."""

    def __init__(self, at: Controls, workspace: Workspace, visits: Visits) -> None:
        self.at, self._workspace, self._visits = at, workspace, visits
        self._checks = Checks(workspace)

    @told_at("listing")
    def enter(self, request: gr.Request) -> Updates:
        """The list as it is."""
        by = self._visits.person(request)
        found = listing(self._workspace, by, Wish())
        years = [ALL_YEARS, *(f"{year}年度" for year in found.years)]
        return {
            self.at.listing: self._shown(found),
            self.at.year: gr.Dropdown(choices=years, value=ALL_YEARS),
            self.at.pack: gr.Dropdown(choices=list(work.packs()), value=default_pack(self._workspace)),
        }

    @told_at("listing")
    def narrow(
        self, words: str | None, year: str | None, status: str | None, archived: bool, request: gr.Request
    ) -> Updates:
        """Another wish for the list."""
        by, wish = self._visits.person(request), wish_of(words, year, status, archived)
        return {self.at.listing: self._shown(listing(self._workspace, by, wish))}

    def check(
        self, words: str | None, year: str | None, status: str | None, archived: bool, request: gr.Request
    ) -> Any:
        """Afterwards, as it takes its time: what the review finds in the reports of the list, a few at a time."""
        try:
            # A generator that gives nothing would blank what stands there.
            yield gr.skip()
            by, wish = self._visits.person(request), wish_of(words, year, status, archived)
            for part in self._checks.of(by, listing(self._workspace, by, wish)):
                yield {self.at.feed: regions({f"check-{id}": checked(number) for id, number in part.items()})}
        except Exception as error:
            yield {self.at.note: region("note", fault(error))}

    @told_at("note")
    def act(
        self,
        words: str | None,
        year: str | None,
        status: str | None,
        archived: bool,
        event: gr.EventData,
        request: gr.Request,
    ) -> Updates:
        """A click or a form in the list."""
        data, by = data_of(event), self._visits.person(request)
        wish = wish_of(words, year, status, archived)
        id = data.get("project", "")
        match data.get("do"):
            case "way":
                return self._way(data.get("way", ""))
            case "archive" | "unarchive" as asked:
                return self._archive(by, id, wish, archived=asked == "archive")
            case "pack" | "share" | "unshare":
                return self._in_row(by, id, data)
        return {}

    def _in_row(self, by: Person, id: str, data: Mapping[str, str]) -> Updates:
        """An act within a row: what came of it stands there."""
        at, said = self.at, ""
        try:
            said = done(self._done(by, id, data))
        except Exception as error:
            return {at.feed: regions({f"note-{id}": fault(error)})}
        row = work.row(self._workspace, by, id)
        panel = managing(row, sharing=self._visits.login, note=said)
        return {at.feed: regions({f"row-{id}": row_cells(row), f"panel-{id}": panel})}

    def _done(self, by: Person, id: str, data: Mapping[str, str]) -> str:
        """Does it, and says so."""
        if data["do"] == "pack":
            project = work.change_pack(self._workspace, by, id, data.get("value", ""))
            return f"已改用“{work.pack_title(project.pack)}”。"
        if data["do"] == "share":
            role = data.get("role", "")
            whom = work.share(self._workspace, by, id, data.get("who", ""), role)
            return f"已共享给{whom.display}。"
        work.unshare(self._workspace, by, id, data.get("who", ""))
        return "已取消共享。"

    def _archive(self, by: Person, id: str, wish: Wish, *, archived: bool) -> Updates:
        project = self._workspace.projects.get(by, id)
        work.archive(self._workspace, by, id, archived)
        said = archived_note(project.name, id) if archived else done(f"已取回“{project.name}”。")
        return {
            self.at.listing: self._shown(listing(self._workspace, by, wish)),
            self.at.note: region("note", said, attributes='aria-live="polite"'),
        }

    def _way(self, way: str) -> Updates:
        at = self.at
        return {at.form: gr.Column(visible=True), at.way: way} if way in WAYS else {}

    def _shown(self, found: work.Listing) -> str:
        return projects_list(found, sharing=self._visits.login)


def wish_of(words: str | None, year: str | None, status: str | None, archived: bool) -> Wish:
    """What the toolbar asks for; whatever a browser may send."""
    number = str(year or "").removesuffix("年度")
    return Wish(
        (words or "")[:100],
        int(number) if number.isdecimal() and len(number) == 4 else 0,
        status if status in STATUSES else "",
        bool(archived),
    )

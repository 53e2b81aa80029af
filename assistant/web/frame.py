"""The masthead as a part of a Gradio page: who is logged in is asked when the page is opened."""

from __future__ import annotations

import gradio as gr

from assistant.errors import AssistantError
from assistant.store.people import Person
from assistant.web.masthead import masthead
from assistant.web.visits import Visits


def lay_masthead(page: gr.Blocks, here: str, visits: Visits) -> gr.HTML:
    """The masthead in the Blocks that is open; see `masthead` for `here`. Call it first."""
    line = gr.HTML(masthead(here), js_on_load=None, apply_default_css=False)
    if not visits.login:
        return line

    def enter(request: gr.Request) -> str:
        try:
            return masthead(here, _called(visits.person(request)), can_leave=True)
        except AssistantError:
            return masthead(here)  # the page's own actions tell why

    page.load(enter, None, [line], show_progress="hidden", api_visibility="private")
    return line


def _called(person: Person) -> str:
    return person.display or person.name

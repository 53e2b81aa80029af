"""The settings page as Gradio builds it."""

from __future__ import annotations

import pytest

from assistant.web.options.page import build
from assistant.web.visits import Visits
from tests.workspace.problems import opened


@pytest.mark.filterwarnings("error::UserWarning")
def test_every_handler_gets_what_it_asks_for(tmp_path):
    """Gradio only warns where a handler's arguments do not fit its inputs."""
    workspace = opened(tmp_path)
    page = build(workspace, Visits(workspace.people, login=True))
    assert len(page.fns) >= 10
    passwords = [one for one in page.blocks.values() if getattr(one, "type", "") == "password"]
    assert len(passwords) == 5 and all("密码" in str(getattr(one, "label", "")) for one in passwords)

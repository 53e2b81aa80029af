"""An error where it belongs: what is wrong, then what to do."""

from __future__ import annotations

from html import escape

from assistant.errors import AssistantError, FactsError
from assistant.web.views.words import plain


def refusal(error: AssistantError) -> str:
    """Why a facts file cannot be used: one line for every fault."""
    if not isinstance(error, FactsError):
        return trouble(error.message, error.hint)
    items = "".join(f"<li>{escape(str(problem))}</li>" for problem in error.problems)
    lead = f"“{escape(error.source)}”有{len(error.problems)}处问题，改正后重新上传："
    return f'<div class="trouble" role="alert"><p>{lead}</p><ol>{items}</ol></div>'


def trouble(message: str, hint: str = "") -> str:
    """An error where it belongs: what is wrong, then what to do."""
    lines = "<br>".join(plain(message).split("\n"))
    advice = f'<p class="hint">{plain(hint)}</p>' if hint else ""
    return f'<div class="trouble" role="alert"><p>{lines}</p>{advice}</div>'

"""What a Word file brought back, in one line; the proposals and all that is to be known of it stand in the talk. Act:
`returned-close`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.web.views.words import plain

if TYPE_CHECKING:
    from assistant.workspace.returning import TakenBack


def returned_note(name: str, found: TakenBack) -> str:
    """In place, until it is put away."""
    counts = [
        f"{found.hunks}处修改建议（见“对话”，逐处接受或不用）" if found.hunks else "",
        f"{found.comments}条批注（见“审核”）" if found.comments else "",
    ]
    told = "、".join(one for one in counts if one)
    lead = f"取回{told}。" if told else "没有新的修改和批注。"
    more = f"另有{len(found.notes)}点说明，见“对话”。" if found.notes else ""
    return (
        f'<div class="note returned{"" if found.notes else " sure"}" role="status"><p><b>{plain(name)}</b>：{lead}{more}</p>'
        '<button class="plain small" type="button" data-do="returned-close">知道了</button></div>'
    )

"""What happened to a project, as a list by days. Act: `show` (data-old, data-new) compares two versions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.web.history.views.moments import clock, day, moment
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.timeline import KINDS, Entry, FactChange

_NAMED = 3
_LONGEST = 60


def timeline_list(entries: Sequence[Entry], old: int = 0, new: int = 0) -> str:
    """All entries, newest first; the one that led from `old` to `new` is marked."""
    if not entries:
        return blank("还没有记录", "改数据、起草、批注、提交以后，都会记在这里。")
    days = groupby(entries, key=lambda entry: day(entry.until))
    parts = "".join(
        f"<h3>{name}</h3><ol>{''.join(_item(one, old, new) for one in group)}</ol>" for name, group in days
    )
    return f'<div class="timeline">{parts}</div>'


def version_name(entry: Entry) -> str:
    """How a version is called where one is chosen."""
    named = f"「{'、'.join(mark.name for mark in entry.marks)}」" if entry.marks else ""
    return f"{named}{moment(entry.until)} {entry.who} {entry.title}"


def _item(entry: Entry, old: int, new: int) -> str:
    marks = "".join(f'<span class="tag info">{plain(mark.name)}</span>' for mark in entry.marks)
    since = f"{clock(entry.since)}–" if clock(entry.since) != clock(entry.until) else ""
    shown = entry.version is not None and (entry.base, entry.version) == (old, new)
    current = ' aria-current="true"' if shown else ""
    return (
        f"<li{current}>"
        f'<p class="when"><span class="tag quiet">{KINDS[entry.kind]}</span>'
        f'<time datetime="{entry.until.isoformat()}">{since}{clock(entry.until)}</time> {plain(entry.who)}</p>'
        f"{_what(entry)}{marks}</li>"
    )


def _what(entry: Entry) -> str:
    title = plain(entry.title)
    if entry.version is not None:
        more = f"等{len(entry.details)}节" if len(entry.details) > _NAMED else ""
        named = plain("、".join(entry.details[:_NAMED]))
        return (
            f'<button type="button" class="link" data-do="show" data-old="{entry.base}" data-new="{entry.version}">'
            f"{title}</button><small>{named}{more}</small>"
        )
    if entry.changes:
        return f"<details><summary>{title}</summary>{_changes(entry.changes)}</details>{_notes(entry)}"
    return f"<b>{title}</b>{_notes(entry)}"


def _notes(entry: Entry) -> str:
    return "".join(f"<small>{plain(_short(text))}</small>" for text in entry.details)


def _changes(changes: Sequence[FactChange]) -> str:
    rows = "".join(
        f"<li><span>{plain(one.title)}</span>{_was(one.before)} → {_is(one.after)}</li>" for one in changes
    )
    return f'<ul class="changes">{rows}</ul>'


def _was(text: str) -> str:
    return f"<del>{plain(_short(text))}</del>" if text else "（空）"


def _is(text: str) -> str:
    return f"<ins>{plain(_short(text))}</ins>" if text else "（空）"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"

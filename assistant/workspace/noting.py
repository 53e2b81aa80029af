"""Comments that were made in Word become comments on the draft, with their answers; one that is known is not told again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.export.returned.commented import Remarked, Reply
from assistant.store.people import Person
from assistant.store.talk import Message
from assistant.workspace.report import Report
from assistant.workspace.reviewing import LONGEST, WHOLE
from assistant.workspace.workspace import Workspace

# The exporter says so of a comment whose words have changed.
_LOST = re.compile(r"^（原文“[^”]*”已改）")


def note_comments(workspace: Workspace, by: Person, report: Report, comments: Sequence[Remarked]) -> int:
    """How many comments and answers are new."""
    draft, talk = report.entry.id, workspace.talk
    texts = {one.id: one.text for one in report.parts}
    known = list(talk.messages(by, draft))
    new = 0
    for one in comments:
        section = one.section if one.section in texts else WHOLE
        above = _known(known, section, one)
        if above is None:
            stands = bool(one.quote) and one.quote in texts.get(section, "")
            above = talk.say(
                by, draft, "reviewer", _told(one, stands), section, quote=one.quote if stands else ""
            )
            if one.done:
                talk.resolve(by, above.id)
            known.append(above)
            new += 1
        for reply in one.replies:
            if not _is_known(known, above, reply):
                known.append(talk.say(by, draft, "reply", _answer(reply), section, parent=above.id))
                new += 1
    return new


def _told(one: Remarked, stands: bool) -> str:
    about = "" if stands or not one.quote else f"（批注的是“{one.quote}”）"
    return f"{one.author}在Word中批注：{one.text}{about}"[:LONGEST]


def _answer(reply: Reply) -> str:
    return f"{reply.author}在Word中回复：{reply.text}"[:LONGEST]


def _known(messages: Sequence[Message], section: str, one: Remarked) -> Message | None:
    """The comment where it is in the talk already: taken back before, or written here and exported."""
    said = f"{one.author}在Word中批注：{one.text}"[:LONGEST]
    for message in messages:
        if message.speaker != "reviewer":
            continue
        back = message.text == said or message.text.startswith(f"{said}（批注的是“")
        if (back and message.section == section) or _was_exported(messages, message, one):
            return message
    return None


def _was_exported(messages: Sequence[Message], message: Message, one: Remarked) -> bool:
    """Whether a Word comment is one of ours, as the file with tracked changes shows it: with its answers below."""
    if message.author != one.author:
        return False
    text = _flat(_LOST.sub("", one.text))
    answers = [f"{reply.author}回复：{reply.text}" for reply in messages if reply.parent == message.id]
    return any(text == _flat(message.text + "".join(answers[:count])) for count in range(len(answers) + 1))


def _flat(text: str) -> str:
    return "".join(text.split())


def _is_known(messages: Sequence[Message], above: Message, reply: Reply) -> bool:
    mine = [one for one in messages if one.parent == above.id]
    said = _answer(reply)
    return any(
        one.text == said or (one.author == reply.author and one.text.split() == reply.text.split())
        for one in mine
    )

"""The screen of a draft: every region of the page as HTML, made from what the store and the desk hold at this moment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.drafting.pipeline import titled
from assistant.editing.sheet import Sheet
from assistant.facts.load import facts_from_tree
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.store.people import Person
from assistant.web.draft.room import Room
from assistant.web.draft.views.evidence import evidence_panel, no_evidence
from assistant.web.draft.views.exemplars import exemplars_panel
from assistant.web.draft.views.findings import findings_panel
from assistant.web.draft.views.outline import outline
from assistant.web.draft.views.paper import paper, text_of
from assistant.web.draft.views.returned import returned_note
from assistant.web.draft.views.status import starting, status
from assistant.web.draft.views.talk import talk
from assistant.web.draft.views.todo import todo_panel
from assistant.web.history.views.merging import merge_view
from assistant.web.history.views.reviewing import comments_panel, reason_note, state_panel
from assistant.web.masthead import project_bar
from assistant.web.views.card import trouble
from assistant.web.views.words import plain
from assistant.workspace.desk import Desk
from assistant.workspace.exemplar_sources import sources_of
from assistant.workspace.fixing import Fix, Fixing
from assistant.workspace.report import Report, open_report
from assistant.workspace.reviewing import reviewing
from assistant.workspace.todo import todo_list

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


def screen(desk: Desk, by: Person, room: Room) -> dict[str, str]:
    """The regions of one person's page. Raises `NotThere`."""
    workspace = desk.workspace
    project = workspace.projects.get(by, room.project)
    report = open_report(workspace, by, room.project)
    can_edit = project.share in ("owner", "editor") and project.status in ("drafting", "returned")
    found = reviewing(workspace, by, room.project)
    parts = {
        "bar": project_bar(project, "draft"),
        "trouble": _told(room),
        "review": reason_note(found),
    }
    model = _model_of(desk)
    if report is None:
        room.draft, room.live = None, False
        form = starting(project.pack, model, anew=False, can_edit=can_edit)
        return parts | {"status": form, "starting": "", "outline": "", "paper": ""}
    room.draft = report.entry.id
    headings = {one.id: one.heading for one in report.parts}
    parts |= _written(desk, by, room, report, headings, can_edit=can_edit)
    parts["starting"] = starting(report.pack.id, model, anew=True, can_edit=True) if can_edit else ""
    parts["comments"] = state_panel(found) + comments_panel(found, headings)
    parts["count:comments"] = str(found.open or "")
    return parts


def _written(
    desk: Desk, by: Person, room: Room, report: Report, headings: Mapping[str, str], *, can_edit: bool
) -> dict[str, str]:
    """The paper with its outline and its talk, and what stands beside it while nothing is being written."""
    draft = report.entry.id
    run, pending = desk.writing.run(draft), desk.talking.pending(draft)
    running = run.parts() if run else {}
    writing = bool(run and not run.ended.is_set())
    room.live = writing or bool(pending and not pending.ended.is_set())
    beside = {} if writing else _beside(desk, by, report, room)
    return {
        "merge": _merge(room, headings),
        "status": status(report, run, desk.changing.steps(by, draft), can_edit=can_edit),
        "outline": outline(report, running),
        "paper": paper(report, titled(report.pack.report_title, report.facts), can_edit=can_edit),
        "talk": talk(desk.talking.lines(by, draft), pending, headings, can_edit=can_edit),
        **beside,
        **{
            f"part:{one.id}": text_of(one, _findings_in(report, one.id), running.get(one.id))
            for one in report.parts
        },
    }


def _beside(desk: Desk, by: Person, report: Report, room: Room) -> dict[str, str]:
    """Evidence, findings with their fixes, what is missing, and the passages that a section followed."""
    findings = sorted(report.findings, key=lambda one: _GRAVITY[one.severity])
    headings = {one.id: one.heading for one in report.parts}
    tree = json.dumps(report.facts.model_dump(mode="json", exclude_none=True), sort_keys=True)
    key = (report.sheet, tree, report.pack.id, tuple(findings))
    # What can be done about findings is tried out, which takes its time: the findings stand there first.
    fixes = _fixes(*key) if room.tried == hash(key) else {}
    room.live = room.live or room.tried != hash(key)
    room.tried = hash(key)
    missing = {one.id: list(one.revision.details.get("missing", ())) for one in report.parts if one.revision}
    first = desk.workspace.drafts.first_texts(by, report.entry.id)
    todo = todo_list(report.facts, report.pack, report.sheet, missing, first)
    evidence = evidence_panel(room.evidence, report.project.id) if room.evidence else no_evidence()
    return {
        "findings": findings_panel(findings, fixes, headings, report.project.id),
        "todo": todo_panel(todo, report.project.id, room.faults, room.typed),
        "evidence": evidence + _exemplars(desk, report, room),
        "count:findings": str(sum(one.severity != "info" for one in findings) or ""),
        "count:todo": str(len(todo.open) or ""),
    }


@lru_cache(maxsize=32)
def _fixes(sheet: Sheet, tree: str, pack: str, findings: tuple[Finding, ...]) -> dict[str, tuple[Fix, ...]]:
    return Fixing(facts_from_tree(json.loads(tree)), load_pack(pack), sheet, findings).all_offered()


def _exemplars(desk: Desk, report: Report, room: Room) -> str:
    """The masked passages that were found for the section whose figure is looked at."""
    if room.evidence is None:
        return ""
    part = next((one for one in report.parts if one.id == room.evidence.section), None)
    if part is None or part.revision is None:
        return ""
    return exemplars_panel(sources_of(desk.workspace.library, part.draft().exemplars))


def _merge(room: Room, headings: Mapping[str, str]) -> str:
    collision = room.collision
    if collision is None:
        return ""
    heading = headings.get(collision.section, "")
    return merge_view(collision.section, heading, collision.merge, collision.choices, collision.theirs.author)


def _findings_in(report: Report, section: str) -> Sequence[Finding]:
    return [one for one in report.findings if one.section == section]


def _model_of(desk: Desk) -> str | None:
    """What the model is called; None where there is none."""
    settings = desk.workspace.settings
    return (settings.model or "本机模型") if settings.model_configured else None


def _told(room: Room) -> str:
    """What went wrong, or well, with the last act, and what a Word file brought back until it is put away."""
    if room.trouble:
        return trouble(*room.trouble)
    said = f'<p class="saved" role="status">{plain(room.said)}</p>' if room.said else ""
    return said + (returned_note(*room.returned) if room.returned else "")

"""What an uploaded file says of a project's facts: read, laid beside what is typed, and taken over where a person says so.

A 自评表, a facts file or our own spreadsheet, a report, plan or approval, a ledger of payments. Reading changes nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import DocumentError, InputError
from assistant.facts.form import bare
from assistant.facts.quantities import number_text
from assistant.facts.table.vocabulary import PAID
from assistant.store.material import Upload
from assistant.store.people import Person
from assistant.workspace.filling import FilledForm, Filling, fill, open_form
from assistant.workspace.filling_cells import form as plain_form
from assistant.workspace.filling_changes import Fill
from assistant.workspace.importing_files import TABLE, Reading, Said, read
from assistant.workspace.importing_places import placed
from assistant.workspace.workspace import Workspace

MAX_BYTES = 20_000_000
MAX_SHOWN = 2000


@dataclass(frozen=True)
class Offer:
    """What a file offers a project. `doubts` are things to know before anything is taken, `unread` cells of no field."""

    upload: Upload
    kind: str
    said: tuple[Said, ...]
    doubts: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class Proposed:
    """A value that a file offers for a field: what stands there, what would. `number` is its place in the offer.

    `state`: new (the field is empty), same, more (lines are added to a list), other (it is filled in otherwise).
    """

    number: int
    path: str
    title: str
    present: str
    text: str
    state: str
    sure: bool
    where: str
    quote: str
    remark: str


def offer(workspace: Workspace, by: Person, project: str, name: str, content: bytes) -> Offer:
    """What a file says; it is kept with the project, so that its words can be looked at again.

    Raises `NotAllowed`, `InputError` (`DocumentError`, `FactsError`): it cannot be read, or says nothing.
    """
    if len(content) > MAX_BYTES:
        raise DocumentError(
            f"“{name}”过大（{len(content) // 1_000_000}MB）", hint=f"最多{MAX_BYTES // 1_000_000}MB。"
        )
    name = Path(name.replace("\\", "/")).name[-200:] or "文件"
    upload = workspace.material.keep(by, project, name, content)
    return _offer(workspace, open_form(workspace, by, project), upload, content)


def offer_again(workspace: Workspace, by: Person, project: str, upload: int) -> Offer:
    """What a file that was uploaded before says. Raises `NotThere`, `InputError`."""
    found = next((one for one in workspace.material.uploads(by, project) if one.id == upload), None)
    if found is None:
        raise InputError("没有这个文件", hint="请重新上传。")
    _, content = workspace.material.open(by, upload)
    return _offer(workspace, open_form(workspace, by, project), found, content)


def _offer(workspace: Workspace, form: FilledForm, upload: Upload, content: bytes) -> Offer:
    with tempfile.TemporaryDirectory(prefix="report-assistant-import-") as folder:
        path = Path(folder) / upload.name
        path.write_bytes(content)
        reading = read(workspace.settings, path)
    if not reading.said:
        raise DocumentError(
            f"“{upload.name}”里没有读出可用的内容", hint="请核对是否选错了文件；也可以直接在表单里填写。"
        )
    foreign = _foreign(form, reading)
    old = _of_another_year(form, reading)
    reading = _with_payments(form, reading)
    said = reading.said[:MAX_SHOWN]
    if foreign:
        said = tuple(replace(one, sure=False) for one in said)
    if old:
        said = tuple(map(_renewed, said))
    doubts = (*foreign, *old, *reading.notes)
    return Offer(upload, reading.kind, said, doubts, reading.unread)


def _with_payments(form: FilledForm, reading: Reading) -> Reading:
    """A 自评表 knows only the sum of the payments: where there are payments already, it is compared, not added to them."""
    amounts = [one.amount for one in form.facts.funds.payments if one.amount is not None]
    told = next((one.text for one in reading.said if one.path == PAID), "")
    if reading.kind != TABLE or not told or not amounts:
        return reading
    total, rest = number_text(sum(amounts)), tuple(one for one in reading.said if one.path != PAID)
    known = () if total == told else (f"表中全年执行数为{told}万元，已填的各笔支付合计{total}万元，请核对。",)
    return replace(reading, said=rest, notes=(*known, *reading.notes))


def _foreign(form: FilledForm, reading: Reading) -> tuple[str, ...]:
    """Whether the file is about another project or another unit: its figures would be right, and not ours."""
    found = []
    for path, name in (("project.name", "项目名称"), ("report.unit", "单位")):
        theirs = next((one.text for one in reading.said if one.path == path), "")
        ours = form.cell(path).text
        if theirs and _plain(theirs) not in _plain(ours) and _plain(ours) not in _plain(theirs):
            found.append(
                f"文件里的{name}是“{theirs[:60]}”，本项目是“{ours[:60]}”，请先核对是不是选错了文件。"
            )
    return tuple(found)


def _of_another_year(form: FilledForm, reading: Reading) -> tuple[str, ...]:
    year = next((one.text for one in reading.said if one.path == "report.year"), "")
    if not year or year == form.cell("report.year").text:
        return ()
    return (f"这是{year}年度的文件，金额、日期和结果是那一年的，请只采用沿用的内容。",)


def _renewed(one: Said) -> Said:
    entry = plain_form().entry(bare(one.path))
    return replace(one, sure=False, remark=one.remark or "其他年度的数据") if entry.yearly else one


def proposed(offer: Offer, form: FilledForm, left: Collection[int] = ()) -> list[Proposed]:
    """The offer beside the form as it stands now, in the form's order; without those that are `left` aside."""
    chosen = [(number, one) for number, one in enumerate(offer.said) if number not in left]
    places = placed([one for _, one in chosen], form)
    found = [_proposed(number, one, path, form) for (number, one), path in zip(chosen, places, strict=True)]
    order = {bare(entry.path): at for at, entry in enumerate(plain_form().entries())}
    return sorted(
        found, key=lambda one: (_table_order(one.path, order), _row(one.path), order[bare(one.path)])
    )


def _table_order(path: str, order: dict[str, int]) -> int:
    """Where a table begins in the form: its rows stay together."""
    table, mark, _ = path.partition("[")
    if not mark:
        return order[path]
    return min(at for known, at in order.items() if known.startswith(f"{table}."))


def _row(path: str) -> int:
    _, mark, rest = path.partition("[")
    return int(rest.partition("]")[0]) if mark else 0


def _proposed(number: int, one: Said, path: str, form: FilledForm) -> Proposed:
    entry, present = plain_form().entry(bare(path)), form.cell(path).text
    text, state = one.text, "new"
    if entry.many and present:
        known = {_plain(line) for line in present.splitlines()}
        more = [line for line in one.text.splitlines() if _plain(line) not in known]
        text, state = "\n".join([present, *more]), "more" if more else "same"
    elif present:
        state = "same" if _plain(present) == _plain(text) else "other"
    place = f"第{_row(path) + 1}项" if "[" in path else ""
    return Proposed(
        number, path, f"{place}{entry.title}", present, text, state,
        one.sure and state in ("new", "more"), one.where, one.quote, one.remark,
    )  # fmt: skip


def take(
    workspace: Workspace, by: Person, project: str, offer: Offer, form: FilledForm, numbers: Sequence[int]
) -> Filling:
    """Puts these values of an offer into the form, as it was shown. Raises `NotAllowed`, `NotThere`, `InputError`."""
    wanted = set(numbers)
    chosen = proposed(offer, form, [at for at in range(len(offer.said)) if at not in wanted])
    changes = [Fill(one.path, one.text, one.present) for one in chosen if one.state != "same"]
    return fill(workspace, by, project, form.revision, changes, f"从文件导入{len(changes)}项")


def _plain(text: str) -> str:
    return "".join(text.split())

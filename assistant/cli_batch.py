"""`assistant draft --batch`: many facts files, or a workbook, in one go."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.terminal import progress_bar, say

if TYPE_CHECKING:
    from assistant.batch.run import Finished, Planned
    from assistant.batch.task import Result
    from assistant.batch.written import Written
    from assistant.drafting.draft import WriterName

_STATUS = {"done": "已写成", "unchanged": "未变化", "failed": "失败"}
_SHOWN = 5


def run_batch(
    source: Path,
    out: Path,
    pack: str = "national",
    writer: WriterName = "offline",
    *,
    below: bool = False,
    workers: int | None = None,
) -> dict[str, Any]:
    """Drafts all projects of a folder or workbook into `out`, telling how it goes; gives the JSON document:

    {"projects": [{"file", "project", "status", "output", "findings": {"error", "warning", "info"}, "reason"}], "summary",
    "report" (the first, or null), "reports": [{"unit", "year", "output", "findings"}], "findings"}. Raises `InputError`,
    `PackError`, `SettingsError` where nothing can be drafted.
    """
    from assistant.batch.run import Finished, Planned, run
    from assistant.batch.task import Order
    from assistant.settings import Settings

    order = Order(Settings(), pack, writer, out)
    shown = _Shown()
    try:
        with progress_bar() as bar, closing(run(order, source, below=below, workers=workers)) as events:
            task = bar.add_task("批量起草", total=None)
            for event in events:
                match event:
                    case Planned():
                        shown.planned(event)
                        bar.update(task, total=event.projects)
                    case Finished():
                        shown.finished(event)
                        bar.update(task, advance=1, description=event.result.file)
                    case reported:
                        shown.reported(reported.results, reported.written)
                        return _document(reported.results, reported.written)
    except KeyboardInterrupt:
        say(shown.stopped())
        raise
    raise AssertionError("a run that is not stopped ends with its report")


class _Shown:
    """What was told of a run so far."""

    def __init__(self) -> None:
        self._projects = 0
        self._finished = 0

    def planned(self, event: Planned) -> None:
        self._projects = event.projects
        kept = f"，其中{event.finished}个以前已写成且没有变化" if event.finished else ""
        say(f"共{event.projects}个项目{kept}。")
        if event.left:
            more = f"等{len(event.left)}个文件" if len(event.left) > _SHOWN else ""
            say(f"［说明］不是事实文件，没有读取：{'、'.join(event.left[:_SHOWN])}{more}")

    def finished(self, event: Finished) -> None:
        result = event.result
        self._finished += result.status != "failed"
        if result.status != "unchanged":
            say(_told(result))

    def reported(self, results: tuple[Result, ...], written: Written) -> None:
        counts = Counter(one.status for one in results)
        told = "，".join(f"{name}{counts[status]}个" for status, name in _STATUS.items() if counts[status])
        say(f"合计：{told}。汇总表：{written.summary}")
        for one in written.reports:
            wrong = sum(finding.severity == "error" for finding in one.report.findings)
            say(f"单位自评报告：{one.path}{f'（{wrong}处错误，见汇总表）' if wrong else ''}")
        for finding in written.mixed:
            say(f"［提醒］{finding.message}")

    def stopped(self) -> str:
        left = self._projects - self._finished
        return f"已写成{self._finished}个项目，还有{left}个。再运行同一条命令即可接着做，写成的不会重做。"


def _told(result: Result) -> str:
    if result.drafted is None:
        return f"失败　{result.file}　{result.reason}"
    counts = result.drafted.counts
    told = f"错误{counts['error']} 提醒{counts['warning']} 待补{counts['info']}"
    return f"已写成　{result.file}　{result.project}　{told}"


def _document(results: tuple[Result, ...], written: Written) -> dict[str, Any]:
    reports = [
        {
            "unit": one.report.unit.name,
            "year": one.report.unit.year,
            "output": str(one.path),
            "findings": [finding.model_dump(mode="json") for finding in one.report.findings],
        }
        for one in written.reports
    ]
    return {
        "projects": [_project(one) for one in results],
        "summary": str(written.summary),
        "report": reports[0]["output"] if reports else None,
        "reports": reports,
        "findings": [one.model_dump(mode="json") for one in written.mixed],
    }


def _project(one: Result) -> dict[str, Any]:
    counts = one.drafted.counts if one.drafted else {"error": 0, "warning": 0, "info": 0}
    return {
        "file": one.file,
        "project": one.project,
        "status": one.status,
        "output": str(one.output) if one.output else None,
        "findings": counts,
        "reason": one.reason,
    }

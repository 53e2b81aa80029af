"""What can be taken away, what stands in the way of the final copy, and what is to be known of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.web.draft.views.links import to_field, to_place
from assistant.web.views.words import plain
from assistant.workspace.finishing import Obstacles
from assistant.workspace.preview import Preview
from assistant.workspace.report import Report
from assistant.workspace.todo import Todo


def away(report: Report, found: Obstacles, *, prints: bool) -> str:
    """The files of a report; `prints`: PDF can be made here. What may be refused is no `download`: the reason is a page."""
    file = f"../files/report/{report.entry.id}"
    ready = "" if found.count else "?final=1"
    pdf = (
        f'<li><a href="{file}.pdf{ready}">PDF</a><p class="hint">{"工作稿，待补处标黄。" if found.count else "与定稿相同。"}</p></li>'
        if prints
        else ""
    )
    return (
        f'<h2>下载</h2><ul class="files">{_final(report, found, file)}'
        f'<li><a href="{file}.docx" download>Word 工作稿</a><p class="hint">待补、待核实处标黄并带批注，便于传阅修改。</p></li>{pdf}'
        f'<li><a href="{file}.md" download>Markdown</a><p class="hint">纯文字，便于复制到别处。</p></li></ul>'
    )


def notes(report: Report, found: Preview) -> str:
    """What a reader should know before they trust the pages."""
    told = "".join(f'<div class="note{style}">{words}</div>' for style, words in _notes(report, found))
    return f"<h2>说明</h2>{told}" if told else ""


def changed_note() -> str:
    """Somebody has changed the report since the pages were set."""
    return (
        '<div class="note warning" role="status"><p>报告刚有改动，下面还是改动前的样子。</p>'
        '<p class="tools"><button class="plain small" type="button" data-do="refresh">更新预览</button></p></div>'
    )


def obstacle_list(project: str, found: Obstacles) -> str:
    """Everything that stands in the way of the final copy, each with links to where it is dealt with."""
    return f'<ul class="obstacles">{"".join(_obstacles(project, found))}</ul>'


def _final(report: Report, found: Obstacles, file: str) -> str:
    if not found.count:
        return (
            f'<li><a class="button" href="{file}.docx?final=1">定稿 Word</a>'
            '<p class="hint">没有批注和标黄，可以打印盖章。</p></li>'
        )
    return (
        f'<li><p class="held">定稿 Word <span class="tag warning">还差{found.count}处</span></p>'
        f"<details open><summary>处理完这些就能下载</summary>{obstacle_list(report.project.id, found)}</details></li>"
    )


def _obstacles(project: str, found: Obstacles) -> Iterator[str]:
    for id, heading in found.unwritten:
        yield f'<li><span class="tag quiet">未写</span> {to_place(project, id, 0, 0, heading)}</li>'
    for place, mark in found.elsewhere:
        yield f'<li><span class="tag info">待补充</span> {to_field(project, "", mark.strip("【】"))}<small>{plain(place)}</small></li>'
    for one in found.todos:
        yield _todo(project, one)


def _todo(project: str, one: Todo) -> str:
    kind, style = ("待补充", "info") if one.kind == "supply" else ("待核实", "warning")
    what = to_field(project, one.path, one.title) if one.path else plain(one.title)
    place = to_place(project, one.section, one.start, one.end, one.heading)
    return f'<li><span class="tag {style}">{kind}</span> {what}<small>{place}</small></li>'


def _notes(report: Report, found: Preview) -> Iterator[tuple[str, str]]:
    draft = f"../draft/?p={plain(report.project.id)}"
    if not report.follows:
        yield (
            " warning",
            f'<p>数据改过，报告还没有跟着改。<a href="{draft}">到报告页“按最新数据更新”</a></p>',
        )
    errors = sum(one.severity == "error" for one in report.findings)
    if errors:
        yield " warning", f'<p>检查还有{errors}处错误没有处理。<a href="{draft}">到报告页查看</a></p>'
    yield from (("", f"<p>{plain(one)}</p>") for one in found.notes)
    if found.paper is not None:
        yield (
            "",
            "<p>本机没有安装 LibreOffice：这里按同样的版心、行距和字数显示，不分页，也不能下载 PDF。Word 文件不受影响。</p>",
        )
    if found.replaced:
        yield "", _replaced(found.replaced)


def _replaced(faces: Mapping[str, str]) -> str:
    listed = "".join(
        f"<li>{plain(face)} → {plain(stand_in) or '系统默认字体'}</li>" for face, stand_in in faces.items()
    )
    return (
        "<p>本机缺少报告用的字体，预览和 PDF 暂用相近的字体；Word 文件里仍是规定的字体，在装有它们的电脑上显示正常。</p>"
        f"<details><summary>缺少的{len(faces)}种字体</summary><ul>{listed}</ul></details>"
    )

from __future__ import annotations

from assistant.drafting.draft import Draft, DraftMention, SectionDraft
from assistant.review.findings import Finding
from assistant.web.views.findings import counts, findings_table
from tests.web.fragments import read


def _finding(severity: str, message: str, section: str = "a", fix: str | None = None) -> Finding:
    return Finding(
        rule="r",
        severity=severity,
        section=section,
        start=0,
        end=1,
        text="<i>甲</i>",
        message=message,
        fix=fix,
    )  # type: ignore[arg-type]


def _draft(*findings: Finding) -> Draft:
    mentions = [
        DraftMention(start=0, end=1, text="1", type="count", fact="x"),
        DraftMention(start=1, end=2, text="2", type="count", fact=None),
    ]
    section = SectionDraft(id="a", heading="一、<u>甲</u>", level=1, kinds=[], text="12", mentions=mentions)
    return Draft(
        project="p",
        unit="u",
        title="t",
        cover_title="c",
        cover=[],
        date="",
        pack="national",
        writer="offline",
        sections=[section],
        findings=list(findings),
        timings={},
    )


def test_the_gravest_come_first_and_everything_is_escaped():
    made = _draft(
        _finding("info", "缺"), _finding("warning", "疑"), _finding("error", "<b>错</b>", fix="<s>乙</s>")
    )
    found = read(findings_table(made))
    assert [tag.text for tag in found.all("span", "tag")] == ["错误", "提醒", "待补"]
    assert {"i", "u", "s", "script"} & found.tags() == set()
    assert found.all("a")[0].text == "一、<u>甲</u>"
    assert "<b>错</b>" in found.text
    assert "建议改为：<s>乙</s>" in found.text


def test_a_finding_of_the_whole_report_has_no_link():
    found = read(findings_table(_draft(_finding("error", "合计不符", section=""))))
    assert found.all("a") == []
    assert "全文" in found.text


def test_traced_and_untraced_are_counted():
    assert [b.text for b in read(findings_table(_draft())).all("b")] == ["1", "1"]


def test_no_findings_is_said():
    assert "没有发现问题" in read(findings_table(_draft())).text
    assert counts([]) == "未发现问题"
    assert counts([_finding("error", ""), _finding("info", ""), _finding("info", "")]) == "错误1处、待补2处"

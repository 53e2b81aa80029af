from dataclasses import replace
from pathlib import Path

from assistant.export.docx import write_docx
from assistant.export.look import Look
from assistant.export.paper import Paper
from eval.docx.conformance import check
from eval.docx.office import Office

from .conftest import CREATED


def failed(path: Path, office: Office) -> list[str]:
    return [row.check for row in check(path, office) if not row.ok]


def test_an_office_sets_its_own_pitch_digits_and_weight(tmp_path: Path, bound: Paper) -> None:
    own = replace(bound, look=Look(600, "宋体", bold_second=True))
    write_docx(own, tmp_path / "own.docx", created=CREATED)
    assert failed(tmp_path / "own.docx", Office.of(30, "宋体", True)) == []
    plain = failed(tmp_path / "own.docx", Office())
    for row in ("第2节 每页行数", "样式 Body Text 行距", "样式 Body Text 字体 ascii", "样式 heading 2 加粗"):
        assert row in plain


def test_the_usual_look_is_not_the_offices(tmp_path: Path, bound: Paper) -> None:
    write_docx(bound, tmp_path / "usual.docx", created=CREATED)
    assert failed(tmp_path / "usual.docx", Office()) == []
    assert "样式 heading 2 加粗" in failed(tmp_path / "usual.docx", Office.of(30, "宋体", True))

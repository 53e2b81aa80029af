from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.files import office
from assistant.files.office import OfficeFault, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a script")


def program(folder: Path, script: str) -> str:
    """A program in LibreOffice's place."""
    made = folder / "soffice"
    made.write_text(f"#!{sys.executable}\nimport json, pathlib, sys\n{script}\n", encoding="utf-8")
    made.chmod(0o755)
    return str(made)


WRITES = """
arguments = sys.argv[1:]
profile = pathlib.Path("profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
out.mkdir()
(out / "source.pdf").write_text(json.dumps([arguments, profile, pathlib.Path(arguments[-1]).read_text()]))
"""


def test_the_result_is_what_was_made_of_the_content(tmp_path: Path) -> None:
    arguments, profile, content = json.loads(
        run(program(tmp_path, WRITES), "甲".encode(), ".docx", "pdf:writer_pdf_Export")
    )
    assert content == "甲" and arguments[-1].endswith("source.docx")
    assert arguments[arguments.index("--convert-to") + 1] == "pdf:writer_pdf_Export"
    assert "FontPairs" not in profile and "DisableMacrosExecution" in profile


def test_what_stands_in_for_a_face_is_in_the_profile_and_never_markup(tmp_path: Path) -> None:
    faces = {"仿宋_GB2312": "Noto Serif CJK SC", "<b>&": "黑体"}
    _, profile, _ = json.loads(run(program(tmp_path, WRITES), b"", ".docx", "pdf", faces))
    values = [one.text for one in ElementTree.fromstring(profile).iter("value")]
    at = values.index("仿宋_GB2312")
    assert values[at : at + 8] == [
        *("仿宋_GB2312", "Noto Serif CJK SC", "true", "false"),
        *("<b>&", "黑体", "true", "false"),
    ]


def test_a_program_that_makes_nothing_or_too_much_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OfficeFault) as nothing:
        run(program(tmp_path, "sys.exit(1)"), b"", ".docx", "pdf")
    assert not nothing.value.too_long
    monkeypatch.setattr(office, "MAX_RESULT", 10)
    with pytest.raises(OfficeFault):
        run(program(tmp_path, WRITES), b"", ".docx", "pdf")

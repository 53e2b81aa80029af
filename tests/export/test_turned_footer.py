"""Where LibreOffice prints the numbers of landscape pages: at the left edge, turned, below on odd pages and above on even ones."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.export.docx import write_docx
from assistant.export.paper import Paper, PaperSection

from .conftest import CREATED

_NEEDED = ("soffice", "pdftotext")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, _NEEDED)), reason="needs LibreOffice and poppler to print a page"
)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_DASH = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">—</word>')


def printed(folder: Path, papers: list[Paper]) -> list[list[tuple[bool, list[tuple[float, float]]]]]:
    """For each paper and page: whether it lies on its side, and the middles of the dashes in its left margin."""
    for number, paper in enumerate(papers):
        write_docx(paper, folder / f"{number}.docx", created=CREATED)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [f"{number}.docx" for number in range(len(papers))]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", *files],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return [_pages(folder / f"{number}.pdf") for number in range(len(papers))]


def _pages(path: Path) -> list[tuple[bool, list[tuple[float, float]]]]:
    text = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    found = []
    for width, height, words in _PAGE.findall(text):
        places = [tuple(map(float, one)) for one in _DASH.findall(words)]
        middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in places]
        found.append((float(width) > float(height), [one for one in middles if one[0] < 99]))
    return found


def test_odd_and_even_pages_wherever_the_annex_begins(tmp_path: Path, bound: Paper) -> None:
    longer = replace(
        bound,
        sections=(PaperSection("一、情况", 1, "\n".join(["说明文字。" * 12] * 8)), *bound.sections[1:]),
    )
    begun = set()
    for pages in printed(tmp_path, [bound, longer]):
        turned = [number for number, (side, _) in enumerate(pages) if side]
        assert len(turned) >= 2
        begun.add(turned[0] % 2)
        for number in turned:  # the cover before page 1 is not counted
            dashes = pages[number][1]
            assert len(dashes) == 2
            for across, _ in dashes:
                assert across == pytest.approx(79.4, abs=3)  # 28 mm: 7 mm from the text
            ends = sorted(along for _, along in dashes)
            if number % 2:
                assert ends[1] == pytest.approx(595 - 74 - 14, abs=18)
            else:
                assert ends[0] == pytest.approx(79 + 14, abs=18)
    assert begun == {0, 1}

"""Every kind of Word file that the exporter makes, by the rules of Microsoft's Open XML SDK: nothing for Word to repair."""

import io
import zipfile

import pytest

from assistant.drafting.pipeline import Job, draft
from assistant.export.docx import docx_bytes
from assistant.export.of_draft import paper_of
from assistant.export.paper import Paper
from assistant.outline.packs import load_pack, pack_names
from tests.export.open_xml import faults
from tests.samples import full_facts

from .conftest import CREATED


def test_a_paper_with_everything(paper: Paper) -> None:
    assert faults(docx_bytes(paper, created=CREATED)) == []


@pytest.mark.parametrize("pack", pack_names())
def test_the_report_of_every_pack_with_its_annex(pack: str) -> None:
    *_, finished = draft(Job(full_facts(), load_pack(pack)))
    made = paper_of(finished.draft)
    assert made.annexes
    assert faults(docx_bytes(made, created=CREATED)) == []


def test_a_fault_is_seen(paper: Paper) -> None:
    content, changed = docx_bytes(paper, created=CREATED), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:pgMar ", b"<w:pgMargin "))
    assert faults(changed.getvalue()) != []

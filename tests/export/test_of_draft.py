import io
import zipfile

import pytest

from assistant.drafting.draft import Draft, ExemplarRef
from assistant.drafting.pipeline import Job, draft
from assistant.export.docx import docx_bytes
from assistant.export.look import USUAL, Look
from assistant.export.of_draft import paper_of
from assistant.facts.load import facts_from_tree
from assistant.outline.pack import Annex, Pack, Style
from assistant.outline.packs import load_pack, pack_names
from tests.samples import full_tree


def made(tree: dict, pack: Pack) -> Draft:
    *_, last = draft(Job(facts_from_tree(tree), pack))
    return last.draft  # pyright: ignore[reportAttributeAccessIssue]


BARE = {"report": {"year": 2024, "unit": "和光县教育局"}, "project": {"name": "校园安防项目"}}


@pytest.mark.parametrize("pack", pack_names())
def test_every_pack_binds_its_table_where_there_is_one_to_fill(pack: str) -> None:
    (annex,) = paper_of(made(full_tree(), load_pack(pack))).annexes
    assert annex.title == load_pack(pack).table.title and annex.landscape and annex.unit == "万元"
    assert paper_of(made(BARE, load_pack(pack))).annexes == ()


def test_the_caller_or_the_pack_can_leave_it_out() -> None:
    pack = load_pack("national")
    drafted = made(full_tree(), pack)
    assert paper_of(drafted, annexes=False).annexes == ()
    assert paper_of(drafted, pack.model_copy(update={"annexes": ()})).annexes == ()


@pytest.mark.parametrize(
    ("annex", "landscape"),
    [
        (Annex(kind="table", page="portrait"), False),
        (Annex(kind="table", page="landscape", widest=500), True),  # pyright: ignore[reportArgumentType]
        (Annex(kind="table", widest=500), False),  # pyright: ignore[reportArgumentType]
        (Annex(kind="table", widest=100), True),  # pyright: ignore[reportArgumentType]
    ],
)
def test_the_pack_says_how_its_pages_lie(annex: Annex, landscape: bool) -> None:
    pack = load_pack("national").model_copy(update={"annexes": (annex,)})
    assert [one.landscape for one in paper_of(made(full_tree(), pack), pack).annexes] == [landscape]


def test_the_pack_says_how_the_text_is_set() -> None:
    pack = load_pack("national")
    drafted = made(full_tree(), pack)
    assert paper_of(drafted, pack).look == USUAL
    style = Style.model_validate({"line_pitch": 30, "latin_face": "宋体", "bold_second_level": True})
    assert paper_of(drafted, pack.model_copy(update={"style": style})).look == Look(600, "宋体", True)


def test_a_pack_or_facts_that_are_gone_cost_the_annex_only() -> None:
    drafted = made(full_tree(), load_pack("national"))
    gone = paper_of(drafted.model_copy(update={"pack": "没有的模板"}))
    assert gone.annexes == () and gone.sections == paper_of(drafted).sections
    assert paper_of(drafted.model_copy(update={"facts": {"report": "坏"}})).annexes == ()
    assert paper_of(drafted.model_copy(update={"facts": None})).annexes == ()


def test_the_unit_is_the_author_also_before_the_date_is_known() -> None:
    paper = paper_of(made(BARE, load_pack("national")))
    assert paper.signature is None and paper.unit == "和光县教育局"


def test_no_name_of_a_past_report_is_in_the_file() -> None:
    drafted = made(full_tree(), load_pack("national"))
    names = [f"云岭县第{number}中学2021年度报告.docx" for number in range(len(drafted.sections))]
    sections = [
        one.model_copy(update={"exemplars": [ExemplarRef(document=name, heading="一、云岭概况", score=0.9)]})
        for one, name in zip(drafted.sections, names, strict=True)
    ]
    content = docx_bytes(paper_of(drafted.model_copy(update={"sections": sections})))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name).decode() for name in package.namelist()]
    assert not [name for name in (*names, "云岭") for part in parts if name in part]
    assert any("岚桥县人民医院" in part for part in parts)

"""Drafts as files: what each ending gives, and what a final copy is refused for."""

from pathlib import Path

import docx
import pytest

from assistant.drafting.draft import Draft
from assistant.drafting.pipeline import Job, draft
from assistant.errors import InputError
from assistant.facts.load import facts_from_tree
from assistant.outline.packs import load_pack
from assistant.wiring_documents import OUTPUTS, check_output, write_document
from tests.samples import full_tree


@pytest.fixture(scope="module")
def made() -> Draft:
    *_, last = draft(Job(facts_from_tree(full_tree()), load_pack("national")))
    return last.draft  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("ending", OUTPUTS)
def test_every_ending_is_written(tmp_path: Path, made: Draft, ending: str) -> None:
    write_document(tmp_path / f"报告{ending}", made)
    assert (tmp_path / f"报告{ending}").stat().st_size > 1000


def test_the_word_file_has_the_table_unless_it_is_left_out(tmp_path: Path, made: Draft) -> None:
    write_document(tmp_path / "a.docx", made)
    write_document(tmp_path / "b.docx", made, annexes=False)
    assert [len(docx.Document(str(tmp_path / name)).tables) for name in ("a.docx", "b.docx")] == [2, 0]


@pytest.mark.parametrize("ending", [".docx", ".md"])
def test_a_final_copy_is_refused_while_something_is_left(tmp_path: Path, made: Draft, ending: str) -> None:
    with pytest.raises(InputError, match="不能导出定稿"):
        write_document(tmp_path / f"报告{ending}", made, final=True)
    assert list(tmp_path.iterdir()) == []
    done = made.model_copy(update={"sections": made.sections[:1]})
    write_document(tmp_path / f"报告{ending}", done, final=True)


def test_another_ending_is_refused_before_any_work() -> None:
    with pytest.raises(InputError, match=r"不支持输出为 \.pdf"):
        check_output(Path("a.pdf"))

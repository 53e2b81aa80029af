"""One opener for every kind of facts file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.facts.form import make_form
from assistant.facts.form_yaml import form_yaml
from assistant.facts.offline_form.write import write_offline_form
from assistant.facts.opening import open_facts
from assistant.facts.tree import tree_of
from tests.samples import full_facts


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".json", ".xlsx", ".XLSX"])
def test_the_same_facts_from_every_kind_of_file(tmp_path: Path, ending: str) -> None:
    path, tree = tmp_path / f"facts{ending}", tree_of(full_facts())
    if ending == ".json":
        path.write_text(json.dumps(tree, default=str), encoding="utf-8")
    elif ending.lower() == ".xlsx":
        write_offline_form(make_form(), path, tree)
    else:
        path.write_text(form_yaml(make_form(), tree), encoding="utf-8")
    assert open_facts(path) == full_facts()


@pytest.mark.parametrize("ending", [".yaml", ".xlsx"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError, match="找不到"):
        open_facts(tmp_path / f"none{ending}")

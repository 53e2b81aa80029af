"""What the settings page shows: escaped, in Chinese, without secrets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.settings import Settings
from assistant.store.people import Person
from assistant.web.options.views import accounts, installed
from assistant.workspace.administering import Entry
from assistant.workspace.installation import model_variables
from assistant.workspace.model_check import Checked
from assistant.workspace.packs_known import KnownPack, known_packs
from tests.web.fragments import read

HOSTILE = '<img src=x onerror="alert(1)">'


def test_the_model_in_effect(tmp_path):
    settings = Settings(
        home=tmp_path, base_url="http://127.0.0.1:8000/v1", model=HOSTILE, api_key="sk-hidden"
    )
    shown = installed.model(settings, model_variables(settings))
    assert "http://127.0.0.1:8000/v1" in read(shown).text and "img" not in read(shown).tags()
    assert "sk-hidden" not in shown and "已设置（不显示）" in shown
    assert "离线" in read(installed.model(Settings(home=tmp_path), ())).text


def test_what_came_of_the_test():
    good = read(
        installed.tested(
            Checked(True, "连接正常", model="qwen", milliseconds=420, prompt_tokens=9, completion_tokens=1)
        )
    )
    assert "420毫秒" in good.text and "9+1" in good.text and not good.all("div", "trouble")
    bad = read(installed.tested(Checked(False, "连不上", "请检查地址", milliseconds=12_000)))
    assert bad.all("div", "trouble") and "12秒" in bad.text


def test_packs_are_shown_with_their_outline():
    shown = read(installed.packs(known_packs(), "national"))
    assert len(shown.all("article")) == len(known_packs()) and shown.text.count("新项目默认") == 1
    broken = read(installed.packs([KnownPack("ours", None, HOSTILE)], ""))
    assert "不能使用" in broken.text and "img" not in broken.tags()


def test_people_and_log_are_escaped():
    somebody = Person(1, HOSTILE, HOSTILE, "drafter", False)
    shown = read(accounts.people([somebody], True))
    assert "img" not in shown.tags() and "已停用" in shown.text
    entry = Entry(datetime(2026, 3, 1, tzinfo=UTC), HOSTILE, "登录", "p1", HOSTILE, HOSTILE)
    assert "img" not in read(accounts.log([entry])).tags()
    assert "单用户" in read(accounts.people([], False)).text


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (1500, "2 KB"), (3_400_000, "3.4 MB"), (120_000_000_000, "120 GB")]
)
def test_sizes(count, said):
    assert installed.size(count) == said

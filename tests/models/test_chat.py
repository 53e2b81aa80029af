"""The seam itself: collecting an answer, adding up what it cost, and staying light."""

from __future__ import annotations

import subprocess
import sys

from assistant.models.chat import Message, Reply, Usage, complete
from assistant.models.scripted import ScriptedModel


def test_complete_joins_the_pieces() -> None:
    reply = complete(ScriptedModel(["项目按期完成。"], piece=2), [Message("user", "写")])
    assert reply == Reply("项目按期完成。", Usage(prompt_tokens=7, completion_tokens=7))
    assert not reply.truncated


def test_a_cut_answer_says_so() -> None:
    reply = complete(ScriptedModel(["项目按期完成。"]), [Message("user", "写")], max_tokens=4)
    assert reply.text == "项目按期"
    assert reply.truncated


def test_usage_adds_up() -> None:
    total = sum([Usage(10, 4, 3, 1.5), Usage(20, 0, 5, 0.5, truncated=True)], Usage())
    assert total == Usage(30, 4, 8, 2.0, truncated=True)


def test_importing_the_package_loads_no_vendor() -> None:
    code = (
        "import sys, assistant.models.open, assistant.models.openai_chat, assistant.models.gguf, "
        "assistant.models.scripted; "
        "print([m for m in ('openai', 'langchain_core', 'langchain_openai', 'httpx2', 'xllamacpp') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Lines of a .txt or .md file, in UTF-8, UTF-16 (with its mark) or GB18030."""

from __future__ import annotations

import codecs
import re

from assistant.errors import DocumentError
from assistant.library.loaders.reading import Reading
from assistant.library.loaders.reflow import Line

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read(name: str, content: bytes) -> Reading:
    """The file's lines without marks of headings; in .md also without those of bold text, tables and comments."""
    text = _decoded(name, content)
    if name.lower().endswith(".md"):
        text = _EMPHASIS.sub(lambda found: found.group(1) or found.group(2), _COMMENT.sub("", text))
        text = re.sub(r"(?m)^\|[\s:|-]+\|\s*$", "", text)
    # Also in .txt: Markdown is often saved under that ending. A # without a space (#3楼) is text.
    text = re.sub(r"(?m)^ {0,3}#{1,6} +", "", text)
    return Reading([Line(line) for line in text.splitlines()], broken=True)


def _decoded(name: str, content: bytes) -> str:
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # GB18030 gives some reading to almost any bytes; text is free of control and private-use characters.
        if len(_CONTROL.findall(text)) * 100 <= len(text):
            return text
    raise DocumentError(
        f"文件“{name}”不是文本，或编码无法识别。", hint="请用 UTF-8 或 GB18030 编码另存后再试。"
    )

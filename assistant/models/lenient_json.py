"""JSON as language models write it: in fences, after a preface, with the quotes, commas and brackets of Chinese text.

Nothing is guessed that could lose data in silence: what cannot be read to its end is an error with its place. Only where
the text itself ends too early the whole parts before are given, and `cut` says so; half a name or number never is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

LONGEST = 200_000
"""Characters that are looked at."""

_DEEPEST = 40
_TRIES = 50
_OPENER = re.compile(r"[{\[｛]")
_BLANK = re.compile(r"(?:[\s\ufeff]|//[^\n]*|/\*.*?\*/)*", re.S)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?(?![\w.])")
_UNFINISHED = re.compile(r"(?:[+-]?[\d.]*(?:[eE][+-]?\d*)?|[A-Za-z_]\w*)\Z")
_WORD = re.compile(r"[A-Za-z_]\w*")
_KEY = re.compile(r"[^\s:：,，{}\[\]\"'“”]+")
_CLOSING = {'"': '"', "'": "'", "“": "”“", "‘": "’‘", "＂": "＂"}
_LITERALS = {"true": True, "false": False, "null": None, "none": None}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_COMMAS, _COLONS, _ENDS = ",，", ":：", "}]｝］"
_STRICT = json.JSONDecoder(parse_float=Decimal, parse_constant=lambda _: None, strict=False)


@dataclass(frozen=True)
class Found:
    """An object or array in a text. `cut`: the text ended before it did, so its last parts are missing."""

    value: Any
    cut: bool


class NotJson(ValueError):
    """No value could be read; `at` is the place (from 0) of what is wrong."""

    def __init__(self, at: int) -> None:
        super().__init__(f"not JSON at {at}")
        self.at = at


def find_values(text: str) -> list[Found]:
    """The objects and arrays of a text in order, without those inside others. Raises `NotJson` if there are none, or
    if one has begun and cannot be read: the objects inside it would pass for whole answers.
    """
    text = text[:LONGEST]
    found: list[Found] = []
    at, wrong = 0, 0
    for _ in range(_TRIES):
        opener = _OPENER.search(text, at)
        if opener is None:
            break
        reader = _Reader(text, opener.start())
        try:
            found.append(Found(reader.outermost(), reader.cut))
            at = reader.at
        except NotJson as error:
            if reader.begun:
                raise
            at, wrong = opener.end(), wrong or error.at
    if not found:
        raise NotJson(wrong)
    return found


class _Cut(Exception):
    """The text ended inside a value."""


class _Reader:
    """Reads one value from a place on. `at` moves along; `begun`: what is read is certainly meant as JSON."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        self.cut = self.begun = False

    def outermost(self) -> Any:
        """The object or array that begins here: read strictly if it is strict, leniently if not."""
        try:
            value, self.at = _STRICT.raw_decode(self.text, self.at)
        except (ValueError, RecursionError):
            return self._value(0)
        return value

    def _value(self, depth: int) -> Any:
        mark = self._next()
        if depth > _DEEPEST:
            raise NotJson(self.at)
        if mark in "{｛":
            return self._object(depth)
        if mark in "[［":
            return self._array(depth)
        return self._string() if mark in _CLOSING else self._bare()

    def _object(self, depth: int) -> dict[str, Any]:
        members: dict[str, Any] = {}
        self.at += 1
        try:
            while self._more("}｝"):
                key = self._key()
                if self._next() not in _COLONS:
                    raise NotJson(self.at)
                self.at += 1
                self.begun = True
                members[key] = self._value(depth + 1)
                self._comma("}｝")
        except _Cut:
            self._end()
        return members

    def _array(self, depth: int) -> list[Any]:
        items: list[Any] = []
        self.at += 1
        try:
            while self._more("]］"):
                item = self._value(depth + 1)
                if self.cut:
                    break  # half an item would pass for a whole one
                items.append(item)
                self._comma("]］")
        except _Cut:
            self._end()
        return items

    def _more(self, closing: str) -> bool:
        """Whether another part follows; if not, the closing mark is passed."""
        if self._next() not in closing:
            return True
        self.at += 1
        return False

    def _comma(self, closing: str) -> None:
        """Passes the comma after a part; one before the closing mark does no harm."""
        mark = self._next()
        if mark in _COMMAS:
            self.at += 1
        elif mark not in closing:
            raise NotJson(self.at)

    def _key(self) -> str:
        if self._next() in _CLOSING:
            return self._string()
        bare = _KEY.match(self.text, self.at)
        if bare is None:
            raise NotJson(self.at)
        self.at = bare.end()
        return bare.group()

    def _string(self) -> str:
        closing = _CLOSING[self.text[self.at]]
        self.at += 1
        out: list[str] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "\\":
                out.append(self._escaped())
            elif char in closing and self._closes():
                self.at += 1
                return "".join(out)
            else:
                out.append(char)
                self.at += 1
        raise _Cut

    def _closes(self) -> bool:
        """Whether the quote here ends the string; models forget to escape those inside: "称"好"，已办"."""
        at = self._past_blank(self.at + 1)
        following = self.text[at : at + 1]
        if following and following in _COMMAS:
            return self._begins_part(self._past_blank(at + 1))
        return not following or following in _COLONS + _ENDS

    def _begins_part(self, at: int) -> bool:
        """Whether a value or a key may begin here, as it does after a comma between parts."""
        mark = self.text[at : at + 1]
        if not mark or mark in _ENDS + "{[｛［" or mark in _CLOSING or _NUMBER.match(self.text, at):
            return True
        word = _WORD.match(self.text, at)
        return word is not None and (
            word.group().lower() in _LITERALS or self.text[word.end() : word.end() + 1] in ("", ":", "：")
        )

    def _escaped(self) -> str:
        char = self.text[self.at + 1 : self.at + 2]
        code = re.compile(r"[0-9a-fA-F]{4}").match(self.text, self.at + 2)
        if char == "u" and code:
            self.at = code.end()
            # A lonely half of a pair is no character; a pair written so is joined by the strict reader only.
            number = int(code.group(), 16)
            return chr(number) if not 0xD800 <= number < 0xE000 else "\ufffd"
        self.at += 2
        return _ESCAPES.get(char, char)

    def _bare(self) -> Any:
        number = _NUMBER.match(self.text, self.at)
        word = None if number else _WORD.match(self.text, self.at)
        if _UNFINISHED.match(self.text, self.at):
            raise _Cut  # 12 may be the beginning of 120
        if number is not None:
            self.at = number.end()
            whole = re.fullmatch(r"[+-]?\d{1,18}", number.group())
            return int(number.group()) if whole else Decimal(number.group())
        if word is None or word.group().lower() not in _LITERALS:
            raise NotJson(self.at)
        self.at = word.end()
        return _LITERALS[word.group().lower()]

    def _end(self) -> None:
        """Nothing is read after what was cut off."""
        self.cut, self.at = True, len(self.text)

    def _next(self) -> str:
        """The next mark after blanks and comments."""
        self.at = self._past_blank(self.at)
        if self.at >= len(self.text):
            raise _Cut
        return self.text[self.at]

    def _past_blank(self, at: int) -> int:
        blank = _BLANK.match(self.text, at)
        return blank.end() if blank else at

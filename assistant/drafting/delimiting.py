"""Text that people typed or files held, made fit to stand in a prompt as data.

`inert` takes away what no reader sees and breaks what a chat template would obey; words, figures and punctuation stay.
`seal` gives the letters of a delimiter that the text cannot contain. What a text asks for is judged in drafting/orders.py.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata

# Controls (not the newline), soft hyphens, fillers, direction marks, zero-width characters, variation selectors, halves
# of characters, private use, tag characters: none shows, all can split or carry words.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# <|im_start|>, </s>, <think>, <<SYS>>, <｜User｜>, <0x0A>, HTML, what looks like our delimiter; not 偏差<5%，完成率>90%.
_TAG = re.compile(
    r"[<＜﹤]\s{0,2}([|｜][^<>＜＞﹤﹥〈〉\n]{1,80}?[|｜]|(?:!--|[/／!]?\s{0,2}(?:[A-Za-z_]|0x|资料))[^<>＜＞﹤﹥〈〉，。；、\n]{0,80}?)\s{0,2}[>＞﹥]"
)
# [INST], [/INST], [gMASK]; not [2024].
_BRACKET = re.compile(r"[\[［]\s{0,2}(/?[A-Za-z_]{3,40})\s{0,2}[\]］]")
# "Assistant:", "### Instruction:".
_ROLE = re.compile(
    r"(?<![A-Za-z「])(system|user|assistant|human|developer|instructions?|response|bot|model|tool)\s{0,2}(?=[:：])",
    re.I,
)
# Consonants only: a code is no word, no figure, and a Latin word that the review sees wherever a model repeats it.
_LETTERS = "bcdfghjkmnpqrstv"
_LENGTH = 5


def inert(text: str) -> str:
    """The text without invisible characters, its template tokens in Chinese brackets: <|im_start|> → 〈|im_start|〉.

    The brackets are ones that Unicode normalisation on a server does not turn back. Applied twice, it changes nothing.
    """
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text).replace("\t", " "))
    text = _TAG.sub(r"〈\1〉", text)
    return _ROLE.sub(r"「\1」", _BRACKET.sub(r"「\1」", text))


def seal(text: str) -> str:
    """The letters of a delimiter for this text: not in it in any case or width, and the same whenever the text is.

    Same text, same letters: a server's prefix cache still applies. Whoever writes a text cannot know its letters
    before it is written, and if they were guessed the next ones are taken.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    body = text.encode("utf-8", "replace")
    for number in itertools.count():
        digest = hashlib.sha256(str(number).encode() + b"\n" + body).digest()
        code = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_LENGTH])
        if code not in plain:
            return code
    raise AssertionError("itertools.count never ends")

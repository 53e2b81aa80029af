"""Takes out of a web page what its reader cannot see: elements not displayed, white, transparent or tiny text.

It knows styles written at the element, and simple rules (`.name`, `#name`) of the page's own style sheets; a
colour that comes from another file it cannot know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIMPLE = re.compile(r"[a-z0-9]*([.#])([\w-]+)", re.IGNORECASE)
_MAX_SHEET = 500_000  # characters
_MAX_RULES = 5_000
_MAX_SELECTORS = 50
_GONE = re.compile(
    r"display:none|visibility:(hidden|collapse)|opacity:0?\.?0*(;|!|$)|mso-hide:all|clip-path:inset\((50|100)%"
    r"|font-size:(0|[01](\.\d+)?(px|pt)|2(\.0*)?(px|pt)|0?\.[01]\d*(em|rem)|[0-9](\.\d+)?%)[^;]*(;|!|$)"
    r"|font-size:0*\.?0+[a-z%]*(;|!|$)|(left|top|text-indent|margin-left):-\d{4,}"
)
_WHITE = re.compile(r"(?:^|;)color:(white|#f{3}|#f{6}|rgba?\(255,255,255[^)]*\)|transparent)(;|!|$)")
_COLOUR = re.compile(r"(?:^|;)color:")
_GROUND = re.compile(
    r"background(-color|-image)?:(?!none|transparent|white|#f{3}(;|!|$)|#f{6}(;|!|$)|inherit|initial)"
)
_WHITES = {"white", "#fff", "#ffffff", "ffffff"}
_EMPTY = {"script", "style", "noscript", "template", "meta", "link"}


def take_out(tree: _Element) -> int:
    """Remove what is hidden from the page, in place. Returns how many characters of text that was."""
    rules = _rules(tree)
    hidden: list[_Element] = []
    state: dict[_Element, tuple[bool, bool, bool]] = {}
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag in _EMPTY:
            continue
        style = _style(node, rules)
        white, shaded, gone = state.get(node.getparent(), (False, False, False))
        white, shaded = _white(node, style, white), shaded or _is_shaded(node, style)
        goes = _GONE.search(style) is not None or "hidden" in node.attrib or (white and not shaded)
        state[node] = (white, shaded, gone or goes)
        if goes and not gone:
            hidden.append(node)
    return sum(map(_remove, hidden))


def _style(node: _Element, rules: dict[str, str]) -> str:
    said = [rules.get(f".{name}", "") for name in (node.get("class") or "").split()] if rules else []
    said += [rules.get(f"#{node.get('id')}", ""), node.get("style") or ""]
    return ";".join(re.sub(r"\s+", "", one.lower()) for one in said if one)


def _white(node: _Element, style: str, above: bool) -> bool:
    if _COLOUR.search(style):
        return _WHITE.search(style) is not None
    colour = node.get("color")
    return colour.strip().lower() in _WHITES if colour else above


def _is_shaded(node: _Element, style: str) -> bool:
    return (
        _GROUND.search(style) is not None
        or (node.get("bgcolor") or "white").strip().lower() not in _WHITES
        or "background" in node.attrib
    )


def _rules(tree: _Element) -> dict[str, str]:
    """Declarations by simple selector, of the page's own style sheets."""
    found: dict[str, str] = {}
    for sheet in tree.iter("style"):
        text = re.sub(r"/\*[^*]*\*/|<!--|-->", "", (sheet.text or "")[:_MAX_SHEET])
        for rule in text.split("}")[:_MAX_RULES]:
            selectors, _, declared = rule.rpartition("{")
            # What stands before an inner brace is a condition (@media), not a selector.
            for selector in selectors.rpartition("{")[2].split(",")[:_MAX_SELECTORS]:
                if simple := _SIMPLE.fullmatch(selector.strip()):
                    key = "".join(simple.groups())
                    found[key] = f"{found.get(key, '')};{declared}"
    return found


def _remove(node: _Element) -> int:
    """The number of characters removed."""
    above = node.getparent()
    if above is None:
        return 0
    size = sum(
        len("".join((text or "").split()))
        for one in node.iter()
        if isinstance(one.tag, str) and one.tag not in _EMPTY
        for text in (one.text, one.tail if one is not node else "")
    )
    tail, before = node.tail or "", node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        above.text = (above.text or "") + tail
    above.remove(node)
    return size

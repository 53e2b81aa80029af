"""The colours of tokens.css: both looks name the same ones, and what is written can be read."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.web.browsing import ROOT

WEB = ROOT / "assistant" / "web"
SURFACES = ("--paper", "--desk", "--shade", "--accent-wash")
INKS = ("--ink", "--ink-soft", "--ink-faint", "--accent", "--accent-strong")
SEVERE = ("--error", "--warning", "--sure")
PAIRS = (
    *product(INKS, SURFACES),
    *product(SEVERE, ("--paper", "--desk", "--shade")),
    *((f"--{name}", f"--{name}-wash") for name in ("error", "warning", "sure")),
    *product(("--ink", "--ink-soft"), ("--error-wash", "--warning-wash", "--sure-wash", "--sheet")),
    *((f"--{name}-ink", f"--{name}") for name in ("gap", "ins", "del", "sheet")),
    *product(("--on-accent",), ("--accent", "--accent-strong")),
    *product(("--accent", "--error", "--warning", "--ink-faint"), ("--sheet",)),
)


def _looks() -> dict[str, dict[str, str]]:
    text = (WEB / "tokens.css").read_text(encoding="utf-8")
    light, dark = re.split(r"@media screen", text)
    return {
        look: dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", part))
        for look, part in (("light", light), ("dark", dark))
    }


LOOKS = _looks()


def _brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_brightness(one), _brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_it_is_defined():
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_both_looks_name_the_same_colours():
    assert LOOKS["light"].keys() == LOOKS["dark"].keys()
    assert len(LOOKS["light"]) > 25


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_written_can_be_read(look):
    colours = LOOKS[look]
    faint = {
        f"{ink} on {surface}": round(_contrast(colours[ink], colours[surface]), 2)
        for ink, surface in PAIRS
        if _contrast(colours[ink], colours[surface]) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("look", LOOKS)
def test_the_edges_of_controls_can_be_seen(look):
    colours = LOOKS[look]
    for surface in ("--paper", "--desk", "--shade"):
        assert _contrast(colours["--edge"], colours[surface]) >= 3, surface


def test_every_colour_that_is_used_is_a_token():
    """No page has colours of its own, and none uses a token that is not there."""
    known = set(re.findall(r"(--[\w-]+):", (WEB / "tokens.css").read_text(encoding="utf-8")))
    wrong = []
    for path in sorted(WEB.glob("**/*.css")):
        if path.name == "tokens.css":
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        defined = set(re.findall(r"(--[\w-]+)\s*:", text))
        wrong += [f"{path.name}: {colour}" for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*\})", text)]
        wrong += [
            f"{path.name}: {name}" for name in set(re.findall(r"var\((--[\w-]+)", text)) - known - defined
        ]
    assert wrong == []

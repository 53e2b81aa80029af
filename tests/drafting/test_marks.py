"""Provenance marks: what goes in comes out, with exact spans."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.marks import Scribe, Source, bare

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Co"]), max_size=20)


@given(st.lists(st.tuples(_TEXT, st.booleans()), max_size=8))
def test_reading_gives_the_clean_text_and_every_span(parts):
    scribe = Scribe()
    marked, clean, expected = "", "", []
    for number, (text, is_fact) in enumerate(parts):
        if is_fact:
            expected.append((len(clean), len(clean) + len(text), f"p{number}"))
            marked += scribe.mark(text, Source(f"p{number}"))
        else:
            marked += text
        clean += text
    read, spans = scribe.read(marked)
    assert read == clean == bare(marked)
    assert sorted((span.start, span.end, span.source.path) for span in spans) == sorted(expected)


def test_nested_marks_give_inner_and_outer_spans():
    scribe = Scribe()
    inner = scribe.mark("412个", Source("n"))
    text, spans = scribe.read("共" + scribe.mark(f"摊位{inner}", Source("outer")) + "。")
    assert text == "共摊位412个。"
    assert [(span.start, span.end, span.source.path) for span in spans] == [(1, 7, "outer"), (3, 7, "n")]

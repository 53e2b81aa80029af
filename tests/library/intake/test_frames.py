from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.intake import frames


@given(st.lists(st.binary(max_size=200), max_size=5))
def test_messages_come_out_as_they_went_in(messages: list[bytes]) -> None:
    stream = io.BytesIO()
    frames.write(stream, *messages)
    stream.seek(0)
    assert [frames.read(stream) for _ in messages] == messages
    with pytest.raises(EOFError):
        frames.read(stream)


@given(st.binary(min_size=1, max_size=50), st.data())
def test_a_message_that_was_cut_off_is_no_message(message: bytes, data: st.DataObject) -> None:
    stream = io.BytesIO()
    frames.write(stream, message)
    cut = data.draw(st.integers(0, len(stream.getvalue()) - 1))
    with pytest.raises(EOFError):
        frames.read(io.BytesIO(stream.getvalue()[:cut]))


def test_an_announced_length_is_not_believed() -> None:
    with pytest.raises(ValueError, match="bytes"):
        frames.read(io.BytesIO((frames.LONGEST + 1).to_bytes(8, "big")))

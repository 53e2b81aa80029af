"""Messages between a process and its child: a length of eight bytes, then as many bytes. Nothing is interpreted."""

from __future__ import annotations

from typing import IO

# Far above what 50 MB of report can give; a longer announcement is a broken or lying sender.
LONGEST = 512 * 1024 * 1024
_LENGTH = 8


def write(stream: IO[bytes], *messages: bytes) -> None:
    """Send messages, at once. Raises `OSError` where nobody listens."""
    for message in messages:
        stream.write(len(message).to_bytes(_LENGTH, "big"))
        stream.write(message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes:
    """The next message. Raises `EOFError` where the sender is gone, in the middle of it too, and `ValueError` where
    it announces more than anyone sends.
    """
    size = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if size > LONGEST:
        raise ValueError(f"a message of {size} bytes")
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if content is None or len(content) < size:
        raise EOFError("the sender is gone")
    return content

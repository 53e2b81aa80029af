"""Bodies within their limit, uploads within their lanes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.store.people import Person
from assistant.web.gate import limits
from tests.web.gate.conftest import Scene

UPLOAD, JOIN = "/facts/gradio_api/upload", "/facts/gradio_api/queue/join"


@pytest.fixture
def small(build: Callable[..., Scene], drafter: Person, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(limits, "ORDINARY", 500_000)
    monkeypatch.setattr(limits, "AROUND_FILES", 0)
    return build(upload_megabytes=1)


def pieces(size: int) -> Iterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(0, size, 100_000):
        yield b"x" * 100_000


@pytest.mark.parametrize(
    ("path", "size", "status"), [(UPLOAD, 900_000, 200), (UPLOAD, 1_200_000, 413), (JOIN, 600_000, 413)]
)
@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_refused(
    small: Scene, path: str, size: int, status: int, announced: bool
) -> None:
    body = b"x" * size if announced else pieces(size)
    answer = small.logged_in().post(path, content=body)
    assert answer.status_code == status
    if status == 413:
        assert "内容过大" in answer.json()["detail"]


@pytest.mark.parametrize("said", ["-1", "1e9", "٣", "9" * 30, ""])
def test_a_length_that_is_none_does_not_help(small: Scene, said: str) -> None:
    answer = small.logged_in().post(
        UPLOAD, content=pieces(1_200_000), headers={"content-length": said.encode()}
    )
    assert answer.status_code in (400, 413)


def test_so_many_uploads_at_once_and_no_more(small: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = small.logged_in()
    statuses: list[int] = []

    def nested(left: int) -> Iterator[bytes]:
        """A body during which the next upload begins."""
        yield b"x"
        if left:
            statuses.append(client.post(UPLOAD, content=nested(left - 1)).status_code)

    assert client.post(UPLOAD, content=nested(4)).status_code == 200
    assert sorted(statuses) == [200, 200, 200, 429]
    assert client.post(UPLOAD, content=b"x").status_code == 200

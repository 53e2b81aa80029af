"""Forwarding headers: believed of ours, removed of everybody else."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from starlette.datastructures import Headers

from assistant.web.gate.proxies import Proxies, path_within

OURS = (ip_network("10.0.0.1/32"), ip_network("fd00::/8"))


def scope(path: str = "/facts/", client: str | None = "10.0.0.1", **headers: str) -> dict[str, Any]:
    given = {"host": "inner:7860", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": "http",
        "path": path,
        "raw_path": path.encode(),
        "scheme": "http",
        "client": (client, 1) if client else None,
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }


FORWARDED = {
    "x_forwarded_for": "203.0.113.9",
    "x_forwarded_proto": "https",
    "x_forwarded_host": "desk.example",
    "x_forwarded_prefix": "/baogao/",
    "x_gradio_server": "http://evil.example",
    "forwarded": "for=1.1.1.1",
    "x_real_ip": "1.1.1.1",
}


def test_our_proxy_is_believed() -> None:
    seen = Proxies(OURS, "").read(scope(**FORWARDED))
    assert seen["client"][0] == "203.0.113.9" and seen["scheme"] == "https"
    assert (seen["root_path"], seen["path"], seen["raw_path"]) == (
        "/baogao",
        "/baogao/facts/",
        b"/baogao/facts/",
    )
    assert dict(Headers(scope=seen)) == {"host": "desk.example"}


@pytest.mark.parametrize("client", ["10.0.0.2", "203.0.113.9", "testclient", None])
def test_nobody_else_is(client: str | None) -> None:
    given = scope(client=client, **FORWARDED)
    seen = Proxies(OURS, "").read(given)
    assert seen["client"] == given["client"] and seen["scheme"] == "http" and seen["path"] == "/facts/"
    assert dict(Headers(scope=seen)) == {"host": "inner:7860"}


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        ("203.0.113.9:5555", "203.0.113.9"),
        ("[2001:db8::7]:80, fd00::3", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("10.0.0.1", "10.0.0.1"),
        ("1.1.1.1, unknown", "10.0.0.1"),
        ("", "10.0.0.1"),
        ("<script>", "10.0.0.1"),
    ],
)
def test_the_last_address_that_is_no_proxy_of_ours(chain: str, client: str) -> None:
    assert Proxies(OURS, "").read(scope(x_forwarded_for=chain))["client"][0] == client


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x_forwarded_proto", "javascript"),
        ("x_forwarded_host", "a b"),
        ("x_forwarded_host", 'x"><script>'),
        ("x_forwarded_prefix", "//evil.example"),
        ("x_forwarded_prefix", '/a"b'),
        ("x_forwarded_prefix", "evil"),
    ],
)
def test_nonsense_of_our_proxy_is_not_taken(name: str, value: str) -> None:
    plain, seen = Proxies(OURS, "").read(scope()), Proxies(OURS, "").read(scope(**{name: value}))
    assert seen == plain


@pytest.mark.parametrize(
    ("path", "whole", "within"),
    [
        ("/", "/baogao/", "/"),
        ("/facts/", "/baogao/facts/", "/facts/"),
        ("/baogao/facts/", "/baogao/facts/", "/facts/"),
        ("/baogao/", "/baogao/", "/"),
        ("/baogao", "/baogao", ""),
        ("/baogaozz", "/baogao/baogaozz", "/baogaozz"),
    ],
)
def test_the_path_may_come_cut_off_or_whole(path: str, whole: str, within: str) -> None:
    seen = Proxies((), "/baogao").read(scope(path))
    assert (seen["path"], seen["root_path"], path_within(seen)) == (whole, "/baogao", within)


def test_the_given_scope_stays() -> None:
    given = scope(**FORWARDED)
    before = repr(given)
    Proxies(OURS, "/baogao").read(given)
    assert repr(given) == before

"""What a reverse proxy says of a request is believed if the proxy is ours; what anybody else says of it is removed.

Behind it nobody meets a forwarding header any more: client, scheme, host and path are those the person's browser sees.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

_PREFIX = re.compile(r"(/[A-Za-z0-9_~.-]+)+")
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,260}")
# Gradio would build its addresses from the last.
_ALSO = ("forwarded", "x-real-ip", "x-gradio-server")


def is_forwarding(name: str) -> bool:
    """Whether a header (in lower case) speaks for somebody behind a proxy."""
    return name.startswith("x-forwarded-") or name in _ALSO


def path_within(scope: Scope) -> str:
    """The path from our root; empty where it is the root without its slash."""
    return scope["path"].removeprefix(scope.get("root_path", ""))


class Proxies:
    """The trusted proxies, and the path that they serve us under; the path may reach us cut off or whole."""

    def __init__(self, trusted: tuple[IPv4Network | IPv6Network, ...], root_path: str) -> None:
        self._trusted, self._root_path = trusted, root_path

    def read(self, scope: Scope) -> Scope:
        """The scope as the person's browser would write it; the given one stays as it is."""
        said = Headers(scope=scope) if self.trusts(scope) else Headers()
        plain = [one for one in scope["headers"] if not is_forwarding(one[0].decode("latin-1").lower())]
        seen: Scope = {**scope, "headers": plain}
        client = self._client(said.getlist("x-forwarded-for"))
        if client:
            seen["client"] = (client, 0)
        if said.get("x-forwarded-proto") in ("http", "https"):
            seen["scheme"] = said["x-forwarded-proto"]
        host = said.get("x-forwarded-host", "").partition(",")[0].strip()
        if _HOST.fullmatch(host):
            seen["headers"] = [one for one in plain if one[0] != b"host"] + [(b"host", host.encode())]
        prefix = said.get("x-forwarded-prefix", "").rstrip("/")
        return _under(seen, prefix if _PREFIX.fullmatch(prefix) else self._root_path)

    def trusts(self, scope: Scope) -> bool:
        """Whether the request comes to us from a proxy of ours."""
        return self._is_ours((scope.get("client") or ("",))[0])

    def _client(self, chain: list[str]) -> str:
        """The last address of the chain that is no proxy of ours: what stands before it anybody may have written."""
        for entry in reversed(",".join(chain).split(",")):
            address = _without_port(entry.strip())
            if not _is_address(address):
                return ""
            if not self._is_ours(address):
                return address
        return ""

    def _is_ours(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self._trusted)


def _under(scope: Scope, root: str) -> Scope:
    """ASGI wants the whole path, with the root that it begins with."""
    if not root:
        return scope
    path = scope["path"]
    cut_off = path != root and not path.startswith(f"{root}/")
    moved = {**scope, "root_path": root}
    if cut_off:
        moved["path"] = root + path
        moved["raw_path"] = root.encode() + (scope.get("raw_path") or b"")
    return moved


def _without_port(entry: str) -> str:
    if entry.startswith("["):
        return entry[1:].partition("]")[0]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

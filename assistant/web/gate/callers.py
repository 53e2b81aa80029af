"""Where a request comes from, by what a browser cannot be made to forge: another site's page, another machine, a proxy.

Rules: OWASP's "Cross-Site Request Forgery Prevention" (Fetch Metadata, then Origin) and "DNS rebinding" (the Host header).
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from assistant.web.gate.proxies import is_forwarding

_READING = ("GET", "HEAD", "OPTIONS")


def is_cross_site(method: str, headers: Headers) -> bool:
    """Whether another site's page makes this browser change something here. Programs send neither header: they may."""
    if method in _READING:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    # An intranet without https: browsers send only the Origin.
    return origin is not None and _site(urlsplit(origin).netloc) != _site(headers.get("host", ""))


def came_through_proxy(headers: Headers) -> bool:
    """Whether somebody else passed the request on."""
    return any(is_forwarding(name) or name == "via" for name in headers)


def asks_this_machine(headers: Headers) -> bool:
    """Whether the browser's address bar names this machine: a foreign name that leads here is DNS rebinding."""
    try:
        name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _site(netloc: str) -> str:
    """Browsers leave a scheme's own port out, proxies may write it."""
    return netloc.lower().removesuffix(":80").removesuffix(":443")

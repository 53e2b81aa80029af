"""Whether a login is needed, and the one-time code of a first start."""

from __future__ import annotations

import secrets
from ipaddress import ip_address

from assistant.settings import Settings

# Without signs that look alike on a terminal.
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def login_needed(settings: Settings, host: str) -> bool:
    """None where only this machine can reach the address and no proxy passes others on to it."""
    behind_proxy = bool(settings.trusted_proxy or settings.root_path)
    return settings.login == "required" or behind_proxy or not _is_loopback(host)


class StartCode:
    """What the first administrator must copy from the terminal: a stranger on the network cannot see it."""

    def __init__(self) -> None:
        self._signs = "".join(secrets.choice(_SIGNS) for _ in range(12))

    def __str__(self) -> str:
        """As it is printed."""
        return "-".join(self._signs[at : at + 4] for at in range(0, 12, 4))

    def fits(self, typed: str) -> bool:
        """Whether somebody typed it, in whatever case and with whatever between the groups."""
        signs = "".join(sign for sign in typed.upper() if sign.isalnum())
        return secrets.compare_digest(signs.encode(), self._signs.encode())


def invitation(code: StartCode, address: str) -> str:
    """What the terminal says while nobody has an account; `address` is the page's, with its last slash."""
    return f"还没有管理员：请打开 {address}start ，输入启动码 {code} 建立第一个管理员账号（启动码只在这里显示）。"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

"""What the environment says about this installation: `ASSISTANT_…` variables, checked once, as one value.

A wrong value is a `SettingsError` that names the variable and never repeats a secret. No `.env` file is read:
a stray one in the working folder must not redirect report text to another model.
"""

from __future__ import annotations

import re
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "ASSISTANT_"


def _plain_url(url: str) -> str:
    """An http(s) address without account or query: messages show addresses, so they must hold no secret."""
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError("不是有效的网址") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_valid:
        raise ValueError("应以 http:// 或 https:// 开头并写明主机，例如 http://127.0.0.1:8000/v1")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"网址里不要写账号密码，密钥请写在 {PREFIX}API_KEY")
    if parts.query or parts.fragment:
        raise ValueError(f"网址里不要带 ? 或 # 之后的部分，密钥请写在 {PREFIX}API_KEY")
    return url.rstrip("/")


def _header_safe(key: SecretStr) -> SecretStr:
    """A key that fits an HTTP header; pasting often adds blanks around it."""
    text = key.get_secret_value().strip()
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("密钥中有空格、换行或非英文字符，请重新复制")
    return SecretStr(text)


def _home_expanded(path: Path) -> Path:
    return path.expanduser()


def _path_of_a_site(path: str) -> str:
    """A path that a proxy serves us under: it goes into links and into the cookie."""
    path = path.rstrip("/")
    if path and not re.fullmatch(r"(/[A-Za-z0-9_~.-]+)+", path):
        raise ValueError("应以 / 开头，只用英文字母、数字和 - _ . ~，例如 /baogao")
    return path


def _networks(text: object) -> object:
    """Addresses and networks, parted by commas."""
    if not isinstance(text, str):
        return text
    try:
        return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())
    except ValueError:
        raise ValueError("应为 IP 地址或网段，用逗号隔开，例如 127.0.0.1 或 10.1.0.0/24") from None


def _database_url(url: SecretStr) -> SecretStr:
    if "://" not in url.get_secret_value():
        raise ValueError("应形如 postgresql+psycopg://用户:密码@主机/库名")
    return url


Url = Annotated[str, AfterValidator(_plain_url)]
SitePath = Annotated[str, AfterValidator(_path_of_a_site)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url)]
LocalPath = Annotated[Path, AfterValidator(_home_expanded)]
# The blank at its end is part of it.
Prefix = Annotated[str, StringConstraints(strip_whitespace=False, max_length=500)]
Price = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
ApiKey = Annotated[SecretStr, AfterValidator(_header_safe)]


class Settings(BaseSettings):
    """The installation's settings; each field is the variable `ASSISTANT_<FIELD>`, keywords come first.

    Raises `SettingsError` (all faults at once, in Chinese) where pydantic would raise its own error.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
    )

    home: LocalPath = Path("~/.local/share/report-assistant").expanduser()
    base_url: Url | None = None
    api_key: ApiKey | None = None
    model: Annotated[str, Field(min_length=1)] | None = None
    gguf: LocalPath | None = None
    gguf_context: Annotated[int, Field(ge=1024, le=1_048_576)] = 16384
    """Tokens of context of the in-process model, prompt and answer together."""
    chroma_url: Url | None = None
    embedding_url: Url | None = None
    embedding_model: Annotated[str, Field(min_length=1)] | None = None
    embedding_key: ApiKey | None = None
    embedding_size: Annotated[int, Field(ge=1, le=65_536)] | None = None
    """Dimensions to ask for; None takes the model's own."""
    embedding_batch: Annotated[int, Field(ge=1, le=2048)] = 10
    """Texts a request: some services allow no more than ten."""
    embedding_query_prefix: Prefix = ""
    embedding_passage_prefix: Prefix = ""
    """What some models must be told first ("query: " and "passage: " of the e5 family)."""
    timeout_seconds: Annotated[float, Field(gt=0, le=3600)] = 120
    """Longest silence of the model: before the first piece of an answer and between two pieces."""
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    concurrency: Annotated[int, Field(ge=1, le=64)] = 4
    """Model requests under way at the same time."""
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.1
    max_tokens: Annotated[int, Field(ge=1, le=1_048_576)] | None = None
    repair_rounds: Annotated[int, Field(ge=0, le=10)] = 2
    items_apart: Annotated[int, Field(ge=0, le=100)] = 3
    """From how many numbered items on a section is asked for item by item; 0: never."""
    context_tokens: Annotated[int, Field(ge=1024, le=10_000_000)] | None = None
    """Tokens of prompt and answer together that the model takes; None learns it from what the server refuses."""
    cache_megabytes: Annotated[int, Field(ge=0, le=10_000)] = 64
    """Disk space for sections that a model wrote, to be used again in later drafts; 0 keeps none."""
    price_prompt: Price | None = None
    price_cached: Price | None = None
    price_completion: Price | None = None
    """元 per million tokens; without a price of their own, cached prompt tokens cost what others do."""
    database_url: DatabaseUrl | None = None
    """SQLAlchemy's address of the database of projects; None is a SQLite file in the home."""
    login: Literal["auto", "required"] = "auto"
    """auto: no login where only this machine can reach the page, elsewhere one is required."""
    root_path: SitePath = ""
    """The path a reverse proxy serves the page under, e.g. /baogao; without its last slash."""
    trusted_proxy: Networks = ()
    """Whose X-Forwarded-For, -Proto, -Host and -Prefix are believed: addresses and networks, parted by commas."""
    upload_megabytes: Annotated[int, Field(ge=1, le=2000)] = 600
    """The most that the files of one upload may have together; pages take less of one file."""

    def __init__(self, **values: Any) -> None:
        problems = ""
        try:
            super().__init__(**values)
        except ValidationError as error:
            problems = "；".join(dict.fromkeys(_explained(detail) for detail in error.errors()))
        # Outside the handler: pydantic's error, which knows the values, must not travel as the context.
        if problems:
            raise SettingsError(f"设置有误：{problems}。", hint="请改正环境变量后重新运行。")

    @property
    def model_configured(self) -> bool:
        """Whether a language model can be opened; without one the assistant writes offline."""
        return self.gguf is not None or (self.base_url is not None and self.model is not None)

    def with_changes(self, **changes: Any) -> Self:
        """A copy with some fields replaced, checked like the original."""
        return type(self)(**{**dict(self), **changes})


def _explained(detail: ErrorDetails) -> str:
    """One pydantic fault in Chinese: the variable, then what was expected; not the value, it may be a key."""
    field = str(detail["loc"][0]) if detail["loc"] else ""
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            expected = str(limits["error"])
        case "int_parsing" | "int_type" | "int_from_float":
            expected = "应为整数"
        case "float_parsing" | "float_type" | "finite_number" | "decimal_parsing" | "decimal_type":
            expected = "应为数字"
        case "greater_than_equal":
            expected = f"不能小于 {limits['ge']}"
        case "greater_than":
            expected = f"应大于 {limits['gt']}"
        case "less_than_equal":
            expected = f"不能大于 {limits['le']}"
        case "extra_forbidden":
            expected = "没有这项设置"
        case "literal_error":
            expected = f"只能是 {str(limits['expected']).replace(' or ', ' 或 ')}"
        case "string_too_short":
            expected = "不能为空"
        case _:
            expected = "值的格式不对"
    return f"{PREFIX}{field.upper()} {expected}"

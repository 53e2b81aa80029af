"""This installation: which settings are in effect and which variable sets each, where its data lie, and its versions."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from pydantic import SecretStr

from assistant import __version__
from assistant.errors import NotAllowed
from assistant.settings import PREFIX, Settings
from assistant.store.people import Person
from assistant.workspace.workspace import Workspace

_MODEL = {
    "base_url": "模型服务地址",
    "model": "模型名称",
    "api_key": "模型服务密钥",
    "gguf": "本机模型文件",
    "gguf_context": "本机模型的上下文长度",
    "timeout_seconds": "等模型回答的时限（秒）",
    "retries": "失败后重试次数",
    "concurrency": "同时请求数",
    "temperature": "随机程度",
    "max_tokens": "一次回答的最多字元",
    "context_tokens": "模型的上下文长度",
    "repair_rounds": "一节最多返工次数",
    "embedding_url": "向量服务地址",
    "embedding_model": "向量模型名称",
    "embedding_key": "向量服务密钥",
}
_PACKAGES = ("gradio", "pydantic", "SQLAlchemy", "langchain-openai", "chromadb", "python-docx", "openpyxl")


@dataclass(frozen=True)
class Variable:
    """A setting: the variable that sets it, its value as it may be shown, and whether somebody has set it."""

    name: str
    title: str
    value: str
    given: bool


@dataclass(frozen=True)
class Folder:
    """A part of the data and its size in bytes; `size` None where it does not lie on this machine."""

    title: str
    place: str
    size: int | None


@dataclass(frozen=True)
class Installed:
    """Where the data lie, how much room is left (bytes), and the versions by name."""

    folders: tuple[Folder, ...]
    free: int
    versions: tuple[tuple[str, str], ...]


def model_variables(settings: Settings) -> tuple[Variable, ...]:
    """The settings of the models. A secret is never shown, only whether it is set."""
    return tuple(
        Variable(
            f"{PREFIX}{name.upper()}",
            title,
            _shown(getattr(settings, name)),
            name in settings.model_fields_set,
        )
        for name, title in _MODEL.items()
    )


def installed(workspace: Workspace, by: Person) -> Installed:
    """What lies where. Raises `NotAllowed` for whoever is no administrator."""
    if by.role != "admin":
        raise NotAllowed("只有管理员可以查看本机数据", hint="请联系管理员。")
    home = workspace.settings.home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Installed(tuple(_folders(workspace.settings)), shutil.disk_usage(home).free, tuple(_versions()))


def _folders(settings: Settings) -> Iterator[Folder]:
    home = settings.home
    if settings.database_url:
        yield Folder("项目、草稿、用户和记录", f"数据库服务（{PREFIX}DATABASE_URL）", None)
    else:
        files = sorted(home.glob("workspace.sqlite3*"))
        yield Folder("项目、草稿、用户和记录", str(home / "workspace.sqlite3"), sum(map(_size, files)))
    if settings.chroma_url:
        yield Folder("往年报告的索引", settings.chroma_url, None)
    named = {
        "library": "往年报告库",
        "uploads": "上传的文件",
        "cache": "模型写过的章节（可重复使用）",
        "drafts": "命令行起草的记录",
        "packs": "本单位模板",
    }
    for name, title in named.items():
        yield Folder(title, str(home / name), _size(home / name))


def _size(path: Path) -> int:
    """Bytes of a file or of all files below a folder; what vanishes meanwhile counts nothing."""
    try:
        if path.is_dir():
            return sum(_size(one) for one in path.iterdir() if not one.is_symlink())
        return path.stat().st_size
    except OSError:
        return 0


def _versions() -> Iterator[tuple[str, str]]:
    yield "本程序", __version__
    yield "Python", platform.python_version()
    for name in _PACKAGES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "未安装"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return "已设置（不显示）" if isinstance(value, SecretStr) else str(value)

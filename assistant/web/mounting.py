"""A Gradio page at a path of the application, in our looks. Each page has its own limit for uploads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from gradio.themes import Base

if TYPE_CHECKING:
    from fastapi import FastAPI

_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
# What the shell puts into the page itself is not for Gradio, which would drop half of its rules; the gate has its own pages.
_NOT_GRADIOS = ("tokens.css", "frame.css", "gate.css")
_LOOKS = [path for path in sorted(Path(__file__).parent.glob("**/*.css")) if path.name not in _NOT_GRADIOS]


def mount(app: FastAPI, page: gr.Blocks, path: str, upload_limit: int) -> FastAPI:
    """The page at `path`; no file of more than `upload_limit` bytes is taken. Mount / last: it takes every path."""
    return gr.mount_gradio_app(
        app,
        page,
        path=path,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=upload_limit,
        ssr_mode=False,
        mcp_server=False,
        theme=Base(font=_FONTS, font_mono=_FONTS, radius_size="sm"),
        css_paths=_LOOKS,
    )

"""What the gate itself answers: a small page to a person, JSON to the page's own requests. All in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from assistant.web.gate.forms import notice

# Our own style sheet, and the script that looks whether it is to be dark.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Refusal:
    """Why a request is not let in: what, what to do, and after how many seconds it may be tried again."""

    status: int
    message: str
    hint: str = ""
    wait: float = 0.0

    def answer(self, *, as_page: bool, root: str) -> Response:
        """For a person, or for a script (Gradio shows `detail` and `error`)."""
        headers = {**HEADERS, **waiting(self.wait)}
        if as_page:
            return HTMLResponse(notice(root, self.message, self.hint), self.status, headers)
        said = f"{self.message}。{self.hint}" if self.hint else f"{self.message}。"
        return JSONResponse({"detail": said, "error": said}, self.status, headers)


EXPIRED = Refusal(401, "登录已过期，请重新登录", "没有保存的内容还在这一页上。")
OTHERS_PAGE = Refusal(403, "现在登录的是另一位用户", "请先复制未保存的内容，再刷新这一页。")
CROSS_SITE = Refusal(
    403,
    "拒绝了来自其他网站的请求",
    "请从本系统的页面操作。如果经过反向代理，请管理员让代理原样转发 Host，或设置 ASSISTANT_TRUSTED_PROXY。",
)
NOT_LOCAL = Refusal(
    403,
    "本机模式没有密码，只接受这台电脑上直接打开的访问",
    "请用 http://127.0.0.1 或 http://localhost 打开。要给别人用或经过反向代理，请设置 ASSISTANT_LOGIN=required 后重新启动。",
)


def waiting(seconds: float) -> dict[str, str]:
    """The header of a refusal that will pass."""
    return {"Retry-After": str(ceil(seconds))} if seconds else {}


def too_fast(wait: float) -> Refusal:
    """More requests than anybody's hands make."""
    return Refusal(429, "操作太频繁", f"请{duration(wait)}后再试。", wait)


def too_large(limit: int) -> Refusal:
    """A body over its limit, in bytes."""
    return Refusal(413, f"内容过大，最多{limit // 1_000_000}MB", "请拆成几个小一些的文件。")


def too_many_uploads(most: int) -> Refusal:
    """Another upload while so many run."""
    return Refusal(429, f"同时上传的文件太多，最多{most}个", "请等前面的传完再试。", 5)


def duration(seconds: float) -> str:
    """A wait as a person says it."""
    return f"{ceil(seconds)}秒" if seconds <= 90 else f"约{ceil(seconds / 60)}分钟"


def wants_page(method: str, path: str, headers: Headers) -> bool:
    """Whether a person's browser opens an address; everything else is a request of a page that is already open."""
    if method not in ("GET", "HEAD") or "/gradio_api/" in path or "/files/" in path:
        return False
    return headers.get("sec-fetch-dest", "document") in ("document", "iframe") and "text/html" in headers.get(
        "accept", ""
    )


async def refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request with a refusal, as a page or as JSON."""
    as_page = wants_page(scope["method"], scope["path"], Headers(scope=scope))
    await refusal.answer(as_page=as_page, root=scope.get("root_path", ""))(scope, receive, send)

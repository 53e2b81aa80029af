from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.shell import Shell

PAGE = (
    '<!doctype html>\n<html\n\tlang="en"\n><head></head><body><gradio-app\n eager></gradio-app></body></html>'
    + " " * 1000
)


def _client() -> TestClient:
    async def page(request):
        return HTMLResponse(PAGE)

    async def data(request):
        return JSONResponse({"page": "<head>"})

    middleware = [Middleware(Shell, titles={"/": "起草<台>", "/other/": "往年"}), Middleware(GZipMiddleware)]
    return TestClient(
        Starlette(
            routes=[Route("/", page), Route("/other/", page), Route("/data", data)], middleware=middleware
        )
    )


def test_the_page_is_chinese_light_and_titled():
    answer = _client().get("/")
    assert 'lang="zh-CN"' in answer.text
    assert 'theme_mode="light"' in answer.text
    assert "<title>起草&lt;台&gt;</title>" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.text.endswith("</html>" + " " * 1000)


def test_each_page_has_its_title():
    assert "<title>往年</title>" in _client().get("/other/").text


def test_other_answers_pass_unchanged():
    assert _client().get("/data").json() == {"page": "<head>"}


def test_nothing_may_be_fetched_from_elsewhere():
    for path in ("/", "/data"):
        policy = _client().get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http:" not in policy
        assert "https:" not in policy

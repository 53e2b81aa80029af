from __future__ import annotations

import gzip
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.shell import Shell

PAGE = (
    '<!doctype html>\n<html\n\tlang="en"\n><head><link href="./assets/a-1.css"></head><body>'
    '<gradio-app\n eager></gradio-app><script src="./assets/b-2.js"></script></body></html>' + " " * 1000
)


def _client(root_path: str = "") -> TestClient:
    async def page(request):
        return HTMLResponse(PAGE)

    async def data(request):
        return JSONResponse({"page": "<head>"}, headers={"Cache-Control": "no-store"})

    async def asset(request):
        return PlainTextResponse("…", status_code=404 if "gone" in request.url.path else 200)

    middleware = [Middleware(Shell, titles={"/": "起草<台>", "/other/": "往年"}), Middleware(GZipMiddleware)]
    routes = [
        Route("/", page),
        Route("/other/", page),
        Route("/data", data),
        Route("/assets/{name}", asset),
        Route("/other/theme.css", asset),
        Route("/other/file/assets/{name}", asset),
    ]
    return TestClient(Starlette(routes=routes, middleware=middleware), root_path=root_path)


def test_the_page_is_chinese_and_titled():
    answer = _client().get("/")
    assert 'lang="zh-CN"' in answer.text
    assert "<title>起草&lt;台&gt;</title>" in answer.text
    assert answer.text.endswith("</html>" + " " * 1000)


def test_each_page_has_its_title_also_below_a_proxys_path():
    assert "<title>往年</title>" in _client().get("/other/").text
    assert "<title>往年</title>" in _client("/baogao").get("/baogao/other/").text


def test_our_looks_come_before_gradios_script():
    text = _client().get("/other/").text
    assert "--accent:" in text
    assert text.index("data-look") < text.index("b-2.js")
    # What we put in must not end where it stands.
    assert len(re.findall("<style>", text)) == len(re.findall("</style>", text)) == 1
    assert len(re.findall("<script", text)) == len(re.findall("</script>", text))


def test_all_pages_share_the_files_of_the_first():
    assert '"./assets/a-1.css"' in _client().get("/").text
    other = _client().get("/other/").text
    assert '"../assets/a-1.css"' in other
    assert '"../assets/b-2.js"' in other
    assert "./assets" not in other.replace("../assets", "")


@pytest.mark.parametrize("accepted", ["gzip, br", "identity"])
def test_a_page_is_sent_small_to_whom_takes_it(accepted):
    with _client().stream("GET", "/other/", headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
    assert int(answer.headers["content-length"]) == len(sent)
    assert answer.headers["vary"] == "Accept-Encoding"
    zipped = answer.headers.get("content-encoding") == "gzip"
    assert zipped == ("gzip" in accepted)
    assert "往年" in (gzip.decompress(sent) if zipped else sent).decode()


def test_files_named_by_their_content_are_kept_and_pages_are_asked_for_again():
    client = _client()
    assert "immutable" in client.get("/assets/a-1.css").headers["cache-control"]
    assert "immutable" in client.get("/other/theme.css?v=1").headers["cache-control"]
    assert "cache-control" not in client.get("/assets/gone").headers
    assert "cache-control" not in client.get("/other/file/assets/a-1.css").headers
    assert client.get("/").headers["cache-control"] == "no-cache"


def test_other_answers_pass_unchanged():
    answer = _client().get("/data")
    assert answer.json() == {"page": "<head>"}
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_may_be_fetched_from_elsewhere():
    for path in ("/", "/data"):
        policy = _client().get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http:" not in policy
        assert "https:" not in policy

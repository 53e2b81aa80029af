"""Settings: names of variables, Chinese faults, and no secret in anything printable."""

from __future__ import annotations

import traceback
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings

KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"ASSISTANT_{field.upper()}", raising=False)


def test_defaults_need_no_environment() -> None:
    settings = Settings()
    assert settings.home == Path.home() / ".local/share/report-assistant"
    assert (settings.timeout_seconds, settings.retries, settings.concurrency) == (120, 2, 4)
    assert (settings.temperature, settings.max_tokens, settings.repair_rounds) == (0.1, None, 2)
    assert (settings.gguf_context, settings.chroma_url, settings.api_key) == (16384, None, None)
    assert (settings.items_apart, settings.context_tokens, settings.cache_megabytes) == (3, None, 64)
    assert settings.price_prompt is settings.price_cached is settings.price_completion is None
    assert not settings.model_configured


def test_prices_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PRICE_PROMPT", " 0.1 ")
    assert Settings().price_prompt == Decimal("0.1")


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", "~/reports")
    monkeypatch.setenv("ASSISTANT_BASE_URL", "http://10.0.0.8:8000/v1/")
    monkeypatch.setenv("ASSISTANT_MODEL", " small ")
    monkeypatch.setenv("ASSISTANT_API_KEY", f" {KEY}\n")
    monkeypatch.setenv("ASSISTANT_TIMEOUT_SECONDS", "7.5")
    settings = Settings()
    assert settings.home == Path.home() / "reports"
    assert settings.base_url == "http://10.0.0.8:8000/v1"
    assert settings.model == "small"
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == KEY
    assert settings.timeout_seconds == 7.5
    assert settings.model_configured


def test_keyword_arguments_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_RETRIES", "5")
    assert Settings(retries=0).retries == 0


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in ("BASE_URL", "API_KEY", "MODEL", "GGUF", "MAX_TOKENS", "RETRIES"):
        monkeypatch.setenv(f"ASSISTANT_{field}", "")
    assert Settings() == Settings(base_url=None, retries=2)


def test_no_env_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ASSISTANT_BASE_URL=http://elsewhere.example/v1\n")
    monkeypatch.chdir(tmp_path)
    assert Settings().base_url is None


@pytest.mark.parametrize(
    ("values", "configured"),
    [
        ({"base_url": "http://m/v1", "model": "m"}, True),
        ({"gguf": "/m.gguf"}, True),
        ({"base_url": "http://m/v1"}, False),
        ({"model": "m"}, False),
    ],
)
def test_model_configured(values: dict[str, str], configured: bool) -> None:
    assert Settings(**values).model_configured is configured


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ASSISTANT_BASE_URL", "127.0.0.1:8000", "http://"),
        ("ASSISTANT_BASE_URL", "ftp://host/v1", "http://"),
        ("ASSISTANT_BASE_URL", "http://", "写明主机"),
        ("ASSISTANT_BASE_URL", "http://host:99999/v1", "不是有效的网址"),
        ("ASSISTANT_BASE_URL", "http://me:secret-word@host/v1", "ASSISTANT_API_KEY"),
        ("ASSISTANT_BASE_URL", "http://host/v1?key=secret-word", "ASSISTANT_API_KEY"),
        ("ASSISTANT_CHROMA_URL", "chroma", "http://"),
        ("ASSISTANT_API_KEY", "sk-secret-word\nX: y", "密钥"),
        ("ASSISTANT_API_KEY", "我的secret-word", "密钥"),
        ("ASSISTANT_TIMEOUT_SECONDS", "soon", "应为数字"),
        ("ASSISTANT_TIMEOUT_SECONDS", "0", "应大于 0"),
        ("ASSISTANT_RETRIES", "two", "应为整数"),
        ("ASSISTANT_RETRIES", "-1", "不能小于 0"),
        ("ASSISTANT_CONCURRENCY", "0", "不能小于 1"),
        ("ASSISTANT_TEMPERATURE", "3", "不能大于 2"),
        ("ASSISTANT_TEMPERATURE", "nan", "不能"),
        ("ASSISTANT_GGUF_CONTEXT", "12", "不能小于 1024"),
        ("ASSISTANT_MAX_TOKENS", "0", "不能小于 1"),
        ("ASSISTANT_REPAIR_ROUNDS", "99", "不能大于 10"),
        ("ASSISTANT_ITEMS_APART", "-1", "不能小于 0"),
        ("ASSISTANT_CONTEXT_TOKENS", "512", "不能小于 1024"),
        ("ASSISTANT_CACHE_MEGABYTES", "many", "应为整数"),
        ("ASSISTANT_PRICE_PROMPT", "2元", "应为数字"),
        ("ASSISTANT_PRICE_COMPLETION", "-2", "不能小于 0"),
        ("ASSISTANT_PRICE_CACHED", "nan", "应为数字"),
    ],
)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert variable in str(caught.value)
    assert said in str(caught.value)
    assert "secret-word" not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


def test_all_faults_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_RETRIES", "x")
    monkeypatch.setenv("ASSISTANT_CONCURRENCY", "y")
    with pytest.raises(SettingsError, match=r"ASSISTANT_RETRIES.*ASSISTANT_CONCURRENCY"):
        Settings()


def test_an_unknown_keyword_is_a_fault() -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_MODLE 没有这项设置"):
        Settings(modle="m")


def test_the_key_is_not_printable() -> None:
    settings = Settings(api_key=KEY, base_url="http://host/v1", model="m")
    for text in (repr(settings), str(settings), settings.model_dump_json(), f"{settings.model_dump()}"):
        assert KEY not in text


def test_changes_are_checked_and_leave_the_original() -> None:
    settings = Settings(api_key=KEY, retries=1)
    changed = settings.with_changes(retries=3)
    assert (settings.retries, changed.retries) == (1, 3)
    assert changed.api_key == settings.api_key
    with pytest.raises(SettingsError):
        settings.with_changes(retries=-1)


def test_a_workspace_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    assert (settings.login, settings.root_path, settings.trusted_proxy) == ("auto", "", ())
    assert (settings.database_url, settings.upload_megabytes) == (None, 600)
    monkeypatch.setenv("ASSISTANT_LOGIN", "required")
    monkeypatch.setenv("ASSISTANT_ROOT_PATH", "/office/baogao/")
    monkeypatch.setenv("ASSISTANT_TRUSTED_PROXY", "127.0.0.1, 10.1.0.0/24,fd00::/8")
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", "postgresql+psycopg://desk:pa55@db.example/desk")
    monkeypatch.setenv("ASSISTANT_UPLOAD_MEGABYTES", "50")
    settings = Settings()
    assert (settings.login, settings.root_path, settings.upload_megabytes) == (
        "required",
        "/office/baogao",
        50,
    )
    assert [str(network) for network in settings.trusted_proxy] == ["127.0.0.1/32", "10.1.0.0/24", "fd00::/8"]
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == "postgresql+psycopg://desk:pa55@db.example/desk"
    assert "pa55" not in repr(settings) and "pa55" not in settings.model_dump_json()
    assert settings.with_changes(retries=1).trusted_proxy == settings.trusted_proxy
    monkeypatch.setenv("ASSISTANT_ROOT_PATH", "/")
    assert Settings().root_path == ""


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("login", "off", "ASSISTANT_LOGIN 只能是 'auto' 或 'required'"),
        ("root_path", "baogao", "ASSISTANT_ROOT_PATH 应以 / 开头"),
        ("root_path", "//evil.example", "ASSISTANT_ROOT_PATH 应以 / 开头"),
        ("root_path", "/报告", "ASSISTANT_ROOT_PATH 应以 / 开头"),
        ("root_path", '/a"b', "ASSISTANT_ROOT_PATH 应以 / 开头"),
        ("trusted_proxy", "proxy.example", "ASSISTANT_TRUSTED_PROXY 应为 IP 地址或网段"),
        ("trusted_proxy", "10.1.0.1/24", "ASSISTANT_TRUSTED_PROXY 应为 IP 地址或网段"),
        ("trusted_proxy", "*", "ASSISTANT_TRUSTED_PROXY 应为 IP 地址或网段"),
        ("database_url", "pa55word", "ASSISTANT_DATABASE_URL 应形如 postgresql"),
        ("upload_megabytes", "0", "ASSISTANT_UPLOAD_MEGABYTES 不能小于 1"),
    ],
)
def test_faults_of_a_workspace_for_many(
    monkeypatch: pytest.MonkeyPatch, field: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"ASSISTANT_{field.upper()}", value)
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert said in str(caught.value) and "pa55" not in str(caught.value)

"""The gate's pages as HTML: log in, first start, a notice. Everything that was typed is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

TITLE = "绩效自评报告起草"


def login_form(root: str, name: str = "", onward: str = "/", told: str = "", fault: str = "") -> str:
    """Name and password. `told` is a calm remark, `fault` why the last try failed."""
    return _page(
        root,
        "登录",
        f"""{_remark(told)}<form method="post" action="{escape(root)}/login">
{_fault(fault)}
<input type="hidden" name="next" value="{escape(onward)}">
{_field("name", "用户名", value=name, complete="username", focus=not name)}
{_field("password", "密码", kind="password", complete="current-password", focus=bool(name))}
<button>登录</button>
</form>
<p class="aside">没有账号或忘记密码，请找本单位的管理员。</p>""",
    )


def start_form(root: str, typed: Mapping[str, str], faults: Mapping[str, str]) -> str:
    """The first administrator; `faults` are told beside their fields."""

    def field(name: str, title: str, note: str = "", kind: str = "text", complete: str = "off") -> str:
        value = "" if kind == "password" else typed.get(name, "")
        first = next(iter(faults), "code")
        return _field(
            name,
            title,
            value=value,
            note=note,
            kind=kind,
            complete=complete,
            fault=faults.get(name, ""),
            focus=name == first,
        )

    return _page(
        root,
        "首次启动",
        f"""<p class="lead">先建立第一个管理员账号，其他人由管理员添加。</p>
<form method="post" action="{escape(root)}/start">
{field("code", "启动码", "显示在启动本程序的终端窗口里，形如 ABCD-EFGH-JKMN。")}
{field("name", "用户名", "登录时用，可以是中文。", complete="username")}
{field("display", "姓名", "别人看到的名字。", complete="name")}
{field("password", "密码", "至少8位。", "password", "new-password")}
{field("again", "再输一次密码", "", "password", "new-password")}
<button>建立管理员账号</button>
</form>""",
    )


def notice(root: str, message: str, hint: str = "") -> str:
    """One thing to say."""
    text = f'<p class="lead" role="alert">{escape(message)}</p>' + (f"<p>{escape(hint)}</p>" if hint else "")
    return _page(root, "提示", text)


def _field(
    name: str,
    title: str,
    *,
    value: str = "",
    note: str = "",
    kind: str = "text",
    complete: str = "off",
    fault: str = "",
    focus: bool = False,
) -> str:
    said = f' id="{name}-said"'
    marks = f' aria-describedby="{name}-said"' if fault or note else ""
    marks += ' aria-invalid="true"' if fault else ""
    marks += " autofocus" if focus else ""
    return (
        f'<div class="field"><label for="{name}">{title}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}" autocomplete="{complete}" '
        f'maxlength="200" autocapitalize="none" spellcheck="false" required{marks}>'
        + (f'<p class="fault"{said} role="alert">{escape(fault)}</p>' if fault else "")
        + (f'<p class="note"{said}>{escape(note)}</p>' if note and not fault else "")
        + "</div>"
    )


def _fault(text: str) -> str:
    return f'<p class="fault" role="alert">{escape(text)}</p>' if text else ""


def _remark(text: str) -> str:
    return f'<p class="lead">{escape(text)}</p>' if text else ""


def _page(root: str, title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - {TITLE}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{escape(root)}/gate/gate.css">
<script src="{escape(root)}/gate/look.js"></script>
</head>
<body class="gate">
<main>
<p class="product">{TITLE}</p>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""

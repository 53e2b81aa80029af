"""What is configured and installed, as HTML: the model and its variables, packs, where the data lie."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.settings import Settings
from assistant.web.views.card import trouble
from assistant.web.views.words import plain
from assistant.workspace.installation import Folder, Installed, Variable
from assistant.workspace.model_check import Checked
from assistant.workspace.packs_known import KnownPack


def model(settings: Settings, variables: Sequence[Variable]) -> str:
    """Which model writes, and which variable sets what."""
    if settings.gguf is not None:
        said = f"用本机模型文件 <b>{plain(settings.gguf.name)}</b>。"
    elif settings.model_configured:
        said = f"用模型服务 <b>{plain(settings.base_url or '')}</b> 的 <b>{plain(settings.model or '')}</b>。"
    else:
        said = "没有配置模型：报告用离线方式撰写，不受影响。"
    rows = "".join(map(_variable, variables))
    return (
        f'<div class="note"><p>{said}</p></div>'
        '<details><summary>设置和环境变量</summary><p class="hint">设置来自环境变量，改后重新启动才生效。密钥只显示有没有设。</p>'
        '<table class="table"><thead><tr><th scope="col">设置</th><th scope="col">环境变量</th>'
        f'<th scope="col">现在的值</th><th scope="col">来源</th></tr></thead><tbody>{rows}</tbody></table></details>'
    )


def _variable(one: Variable) -> str:
    source = "环境变量" if one.given else "默认"
    value = plain(one.value) or "未设"
    return (
        f'<tr><th scope="row">{one.title}</th><td><code>{one.name}</code></td>'
        f"<td>{value}</td><td>{source}</td></tr>"
    )


def tested(done: Checked) -> str:
    """What came of the test."""
    if not done.works:
        return trouble(f"{done.said}（{_time(done.milliseconds)}）", done.hint)
    figures = [f"用时{_time(done.milliseconds)}"]
    if done.prompt_tokens or done.completion_tokens:
        figures.append(f"用了{done.prompt_tokens}+{done.completion_tokens}个字元（提示+回答）")
    name = f"{plain(done.model)}：" if done.model else ""
    hint = f'<p class="hint">{plain(done.hint)}</p>' if done.hint else ""
    return (
        f'<div class="note sure" role="status"><p>{name}{done.said}。{"，".join(figures)}。</p>{hint}</div>'
    )


def packs(known: Sequence[KnownPack], default: str) -> str:
    """Each pack with its outline."""
    return f'<div class="packs">{"".join(_pack(one, one.id == default) for one in known)}</div>'


def _pack(one: KnownPack, is_default: bool) -> str:
    mark = '<span class="tag info">新项目默认</span>' if is_default else ""
    head = f'<header><h3>{plain(one.title)}</h3>{mark}<span class="hint push">编号 {plain(one.id)}</span></header>'
    if one.pack is None:
        return f'<article class="pane">{head}{trouble("这个模板有误，不能使用", one.fault)}</article>'
    placed = one.pack.placed()
    lines = "".join(f'<li class="level-{each.level}">{plain(each.heading)}</li>' for each in placed)
    source = f'<p class="hint">依据：{plain(one.pack.source)}</p>' if one.pack.source else ""
    return (
        f'<article class="pane">{head}{source}<details><summary>报告提纲（{len(placed)}个标题）</summary>'
        f"<ol>{lines}</ol></details></article>"
    )


def data(found: Installed) -> str:
    """Where the data lie and how big they are; the versions."""
    rows = "".join(map(_folder, found.folders))
    versions = "".join(
        f'<tr><th scope="row">{plain(name)}</th><td>{plain(text)}</td></tr>' for name, text in found.versions
    )
    return (
        '<p class="hint">备份时停下程序，复制整个数据文件夹即可。</p>'
        '<table class="table"><thead><tr><th scope="col">数据</th><th scope="col">位置</th>'
        f'<th scope="col" class="number">大小</th></tr></thead><tbody>{rows}'
        f'<tr><th scope="row">磁盘剩余</th><td></td><td class="number">{size(found.free)}</td></tr></tbody></table>'
        f'<h2>版本</h2><table class="table pairs"><tbody>{versions}</tbody></table>'
    )


def _folder(one: Folder) -> str:
    shown = "在别处" if one.size is None else size(one.size)
    return (
        f'<tr><th scope="row">{plain(one.title)}</th><td><code>{plain(one.place)}</code></td>'
        f'<td class="number">{shown}</td></tr>'
    )


def size(count: int) -> str:
    """Bytes as people read them: 0, 12 KB, 3.4 MB, 1.2 GB."""
    for unit, bytes_ in (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)):
        if count >= bytes_:
            whole = count / bytes_
            return f"{whole:.1f} {unit}" if whole < 100 and unit != "KB" else f"{whole:.0f} {unit}"
    return f"{count} B"


def _time(milliseconds: int) -> str:
    return f"{milliseconds}毫秒" if milliseconds < 10_000 else f"{milliseconds / 1000:.0f}秒"

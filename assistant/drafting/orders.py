"""Orders: words in a past report or a field that speak to a language model instead of a reader; and links.

A passage that gives orders is not shown to a model: past reports are shown for their wording only, and what a field says
the composer writes as it was typed. A false alarm costs one example, or one section's polish; nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.drafting.delimiting import inert

_IGNORE = (
    r"(?<!不得)(?<!不能)(?<!不可)(?<!不应)(?<!不容)(?:忽[略畧]|[无無]视|無視|忘记|忘掉|不要理会|不必理会|抛开|跳过|不再遵守|不要遵守|推翻|覆盖)[^，。；！？\n]{0,12}"
    r"(?:指令|指示|[规規][则則]|提示|要求|命令|设定|约束|限制|对话|上文|上述内容|以上内容|前面的内容)|"
    r"(?:以上|上述|前面的?)(?:资料|内容|规则|要点|指令)(?:全部)?(?:作废|无效|不算)|规则(?:变更|已改|更新)[:：]"
)
_ROLES = (
    r"你(?:现在|从现在起|将|要|必须|应当|需要)?(?:就|不再)?(?:是|扮演|充当|作为)|(?:请|现在)?扮演|角色扮演|"
    r"(?<![\u4e00-\u9fff])(?:系统|用户|助手|管理员)[:：]|作为(?:一个|一名)?(?:AI|人工智能|语言模型|大模型|智能助手)|(?:进入|开启|切换到?)[^。；！？\n]{0,6}模式"
)
_MACHINES = r"人工智能助手|AI助手|语言模型|大模型|提示词|系统(?:提示|消息|指令)|越狱|chatgpt|gpt-?\d|jailbreak|\bprompts?\b"
_TELLING = (
    r"(?:请|务必|必须|只|直接|应当?|一律|改为?|仅)(?:输出|回复|回答|生成|返回|写成|写为|改写成|重复|翻译|删除|删去|省略)|"
    r"写[为上出]|写成(?!本?报告|材料|文)|务必写|(?<![编填撰书缮改拟])写(?:一首|满分|没有|[“「\"])|輸出|用(?:英文|英语|日文|繁体字?)(?:写|回答|输出)|"
    r"(?:在|于)?(?:正文|文末|结尾|开头|报告)[^。；！？\n]{0,6}(?:加上|写上|加入|插入|添加|附上)|"
    r"把[^。；！？\n]{1,14}(?:写成|改成|改为|写为|删除|删掉|删去|替换成)|"
    r"(?:汇入|转入|打入|转账)[^。；\n]{0,12}\d{10,}|"
    r"(?:不要|不得|别|无需)(?:写|提|提及|列出|输出|说明)[^。；！？\n]{0,6}(?:问题|不足|偏差|扣分)|"
    r"(?:删除|删去|隐去|略去)[^。；！？\n]{0,4}(?:问题|不足|偏差|扣分)(?:部分|一节|章节|内容)"
)
_ENGLISH = (
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|above|previous|prior|messages?)\b|"
    r"ignore(?:all|any|the|these|previous|prior|above|my|your){1,4}(?:instruction|rule|prompt|message)|"
    r"\byou (?:are|must|will|should) (?:now )?|\bact as\b|\bpretend\b|\bas an? (?:ai|assistant|language model)\b|"
    r"\b(?:output|print|reply|respond|repeat|write|say|answer) (?:only|exactly|with|the following|that)\b|\bdo anything now\b"
)
_MACHINERY = (
    r"[〈<]\s{0,2}[/|｜]?\s{0,2}(?:[A-Za-z_]{1,24}|资料)|=\s{0,2}[A-Z]{3,20}\(|「/?[A-Za-z_]{3,40}」|\{\{|\{%|\}\}|%\}|```|[A-Za-z0-9+/=]{32,}|"
    r"[\"“”']\s{0,2}(?:name|function|tool_calls?|arguments|role|content)\s{0,2}[\"“”']\s{0,2}[:：]"
)
# Text that no reader sees, or sees in another order.
_HIDDEN = re.compile("[\u202d\u202e\U000e0020-\U000e007e]")
_ORDERS = re.compile("|".join((_IGNORE, _ROLES, _MACHINES, _TELLING, _ENGLISH, _MACHINERY)), re.I)
# Letters spaced or dotted apart: 忽 略 以 上, i.g.n.o.r.e.
_APART = re.compile(r"(?<=\w)[\s·.\-_*~|/\\]{1,3}(?=\w)")

_IMAGE = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>\n]{0,500}>")
_WEB = re.compile(
    r"(?:https?|ftp|file|data|javascript)\s{0,2}[:：]\s{0,2}/{0,2}[^\s，。；、“”《》（）]+|\bwww\.[^\s，。；、“”《》（）]+|"
    r"[\w.+-]{1,64}[@＠][\w-]{1,63}(?:\.[\w-]{1,63})+|\b[\w-]{2,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|cn|net|org|io|top|xyz)\b(?:/[^\s，。；、]*)?",
    re.I | re.A,
)


def gives_orders(text: str) -> bool:
    """Whether a text addresses a model: orders, roles, templates, tool calls, encoded blocks; however spaced or wide."""
    if _HIDDEN.search(text):
        return True
    plain = unicodedata.normalize("NFKC", inert(text))
    return bool(_ORDERS.search(plain) or _ORDERS.search(_APART.sub("", plain)))


def without_links(text: str) -> str:
    """The text without addresses, images and markup; the words of a link stay."""
    return _WEB.sub("", _MARKUP.sub("", _IMAGE.sub(r"\1", text)))

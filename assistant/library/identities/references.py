"""References in Chinese text that lead to one document, person or account: titles, numbers, codes, addresses.

Found before names and figures, which may stand inside them. Repetitions are bounded, so that no text, however odd,
takes more than linear time.
"""

from __future__ import annotations

import re

from assistant.library.identities.labels import Label

_HAN = "一-鿿"
_BRACKETED_YEAR = r"[〔\[（(【［﹝]\s*(?:19|20)\d\d\s*[〕\]）)】］﹞]"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_TOKEN = r"[A-Za-z0-9][A-Za-z0-9\-—_/.]{2,40}(?<=[A-Za-z0-9])"
_DATED = rf"[{_HAN}]{{0,8}}{_BRACKETED_YEAR}[{_HAN}]{{0,4}}\d{{1,6}}号"
_NUMBERED = (
    "采购|合同|招标|项目|计划|备案|公告|中标|成交|登记|档案|凭证|发票|支票|票据|批复|通知书|设备|资产|标书|案"
)

# By rank; each label's forms. Where a form has a group, the group alone is the reference.
FORMS: tuple[tuple[Label, tuple[str, ...]], ...] = (
    (Label.WEB, (r"(?:https?://|www\.)[A-Za-z0-9./_?&=%#:~+-]{3,200}",)),
    (
        Label.EMAIL,
        (r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}",),
    ),
    (
        Label.PLATE,
        (
            rf"[{_PROVINCE}][A-Z][·•．. ]?(?=[A-Z0-9]{{0,5}}\d)(?:[A-Z0-9]{{4,5}}[警学挂使]|[A-Z0-9]{{5,6}}(?![A-Za-z0-9]))",
        ),
    ),
    (Label.TITLE, (r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》",)),
    (
        Label.CONTRACT,
        (
            rf"(?:{_NUMBERED})(?:编号|号码|代码|号)\s?[:：为是]?\s?({_DATED}|(?=\D{{0,12}}\d\D{{0,9}}\d){_TOKEN})",
        ),
    ),
    (
        Label.NUMBER,
        (
            rf"{_BRACKETED_YEAR}\s*(?:[{_HAN}]{{1,3}}第\s*|第\s*)?\d+\s*号",
            r"第\s*\d+\s*号(?:令|文)?",
            r"第\s*\d+\s*期(?=[）)])",
        ),
    ),
    (
        Label.CONTRACT,
        (
            r"(?<![A-Za-z0-9-])[A-Z][A-Z0-9]{1,12}(?:[-—_/][A-Z0-9]{1,12}){1,5}(?<=\d)(?![A-Za-z0-9])",
            r"(?<![A-Za-z0-9-])[A-Z]{2,8}\d{4,}[A-Z0-9]{0,12}(?![A-Za-z0-9-])",
        ),
    ),
    (
        Label.CODE,
        (r"\d(?<![\dA-Za-z]\d)(?:\d{16}[\dXx]|\d{13,15}[Xx])(?![\dA-Za-z])",),
    ),
    (
        Label.CREDIT_CODE,
        (r"[0-9A-Z](?<![\dA-Za-z][0-9A-Z])(?=\d{0,16}[A-Z])[0-9A-Z]\d{6}[0-9A-Z]{10}(?![\dA-Za-z])",),
    ),
    (
        Label.ACCOUNT,
        (
            r"\d(?<![\dA-Za-z.]\d)\d{11,24}(?![\dA-Za-z.])",
            r"\d(?<![\dA-Za-z.]\d)\d{2,5}(?:[ -]\d{2,6}){3,5}(?![\dA-Za-z.%％]| *[万亿元])",
        ),
    ),
    (
        Label.PHONE,
        (
            r"(?<!\d)(?:1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})|0\d{2,3}\s?[-—－ ]?\s?\d{7,8}|[（(]0\d{2,3}[）)]\s?\d{7,8}|0000[-—]\d{4,8}|400-?\d{3}-?\d{4})(?!\d)(?:转\d{1,5})?",
            r"(?:电话|传真|手机)\s?[:：]?\s?(\d{7,8})(?!\d)",
        ),
    ),
    (Label.POSTCODE, (r"(?:邮编|邮政编码)\s?[:：为]?\s?(\d{6})(?!\d)",)),
)
REFERENCES = frozenset(label for label, _ in FORMS)
_NUMBER_HEAD = re.compile("根据|依据|依照|按照|印发|下达|文件|通知|[以据按由与及的为了年月日]")


_WORDS_BEFORE = re.compile(rf"(?:[{_HAN}]{{1,10}}|(?<![{_HAN}])(?:[{_HAN}] ){{2,6}})\s?$")


def number_start(text: str, start: int) -> int:
    """Where the document number begins whose bracketed year is at `start`: after the last word that only leads up to
    it (以青财预〔2023〕1号文批复).
    """
    head = _WORDS_BEFORE.search(text, max(0, start - 12), start)
    if not head:
        return start
    words = head.group()
    # 和农发〔2021〕3号 may begin with a character that is a conjunction elsewhere: a short run is kept whole.
    if (
        len(words) <= 5
        and not re.search(r"文件|通知|根据|印发|下达|按照", words)
        and not words.startswith(("以", "据", "按", "日", "月"))
    ):
        return head.start()
    return head.start() + max((mark.end() for mark in _NUMBER_HEAD.finditer(words)), default=0)

"""Who wrote what between two texts: the laws, and whose name stands at which words."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.marks import Mark
from assistant.store.drafts import Revision
from assistant.workspace.authorship import Step, marks, pieces, step

OLD = "项目预算320万元。设备已验收。\n群众满意。"


def told(found: tuple[Mark, ...]) -> list[tuple[str, str, str]]:
    return [(one.op, one.text, one.author) for one in found]


def joined(found: tuple[Mark, ...], *ops: str) -> str:
    return "".join(one.text for one in found if one.op in ops)


def test_every_author_has_their_words() -> None:
    found = marks(
        OLD,
        [
            Step("项目预算302万元。设备已验收。\n群众满意。\n另有新段。", "模型"),
            Step("项目预算302万元。设备已验收。\n群众很满意。\n另有好的新段。", "李填报"),
            Step("项目预算302万元。\n群众很满意。\n另有好的新段。", "赵审核"),
        ],
    )
    assert told(found) == [
        ("keep", "项目预算", ""),
        ("drop", "320万元。", "模型"),
        ("drop", "设备已验收", "赵审核"),
        ("add", "302万元", "模型"),
        ("keep", "。\n群众", ""),
        ("add", "很", "李填报"),
        ("keep", "满意。", ""),
        ("add", "\n另有", "模型"),
        ("add", "好的", "李填报"),
        ("add", "新段。", "模型"),
    ]


def test_what_came_and_went_again_is_not_told() -> None:
    on_the_way = [Step(OLD + "\n多余。", "模型"), Step(OLD.replace("满意", "十分满意"), "李填报")]
    assert told(marks(OLD, [*on_the_way, Step(OLD, "赵审核")])) == [("keep", OLD, "")]


def test_a_restored_text_is_kept_as_if_nobody_had_touched_it() -> None:
    found = marks(OLD, [Step("全文重写，与原来无关。", "模型"), Step(OLD + "补一句。", "李填报")])
    assert told(found) == [("keep", OLD, ""), ("add", "补一句。", "李填报")]


def test_a_section_that_is_new_or_gone_is_one_change_for_each_author() -> None:
    assert told(marks("", [Step("甲。", "模型"), Step("甲。乙。", "李填报")])) == [
        ("add", "甲。", "模型"),
        ("add", "乙。", "李填报"),
    ]
    assert told(marks("甲。", [Step("", "章节调整")])) == [("drop", "甲。", "章节调整")]
    assert marks("", [Step("", "x")]) == ()


def test_figures_placeholders_and_titles_change_whole() -> None:
    pairs = {
        "支出285.6万元，已支付。": "支出286.5万元，已支付。",
        "竣工日期为【待补充：竣工日期】，见文件。": "竣工日期为2024年3月，见文件。",
        "依据《甲办法》开展了评价。": "依据《甲细则》开展了评价。",
    }
    shown = [[(one.op, one.text) for one in pieces(*pair)][1:3] for pair in pairs.items()]
    assert shown[0] == [("drop", "285.6万元"), ("add", "286.5万元")]
    assert shown[1] == [("drop", "【待补充：竣工日期】"), ("add", "2024年3月")]
    assert shown[2] == [("drop", "《甲办法》"), ("add", "《甲细则》")]


def test_a_paragraph_at_the_end_is_added_without_touching_the_one_before() -> None:
    assert [(one.op, one.text) for one in pieces(OLD, OLD + "\n新段。")] == [
        ("keep", OLD),
        ("add", "\n新段。"),
    ]
    assert [(one.op, one.text) for one in pieces(OLD + "\n新段。", OLD)] == [
        ("keep", OLD),
        ("drop", "\n新段。"),
    ]


def test_a_character_between_two_changes_is_told_with_them() -> None:
    found = pieces("资金使用规范，管理制度比较健全完善。", "资金使用合规，管理办法比较完备完善。")
    assert all(len(one.text) > 2 or one.op != "keep" or not one.text.isalnum() for one in found[1:-1])


def test_authors_as_they_appear_in_word() -> None:
    at = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)

    def name(origin: str) -> str:
        return step(Revision(1, "a", "甲。", origin, "李填报", None, {}, at)).author  # type: ignore[arg-type]

    assert [name(one) for one in ("model", "composer", "human", "import", "restore")] == [
        "模型",
        "自动起草",
        *["李填报"] * 3,
    ]
    assert step(Revision(1, "a", "甲。", "human", "李填报", None, {}, at)).at == at


_TEXT = st.lists(
    st.sampled_from(
        [
            "项目支出285.6万元。",
            "支出286万元。",
            "设备已验收；",
            "【待补充：日期】",
            "\n",
            "“甲”",
            "乙",
            "1",
            " ",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(_TEXT, st.lists(_TEXT, min_size=1, max_size=4))
def test_kept_and_dropped_are_the_old_text_kept_and_added_the_new(old: str, texts: list[str]) -> None:
    steps = [Step(text, f"作者{number}") for number, text in enumerate(texts)]
    found = marks(old, steps)
    assert joined(found, "keep", "drop") == old
    assert joined(found, "keep", "add") == texts[-1]
    assert all(bool(one.author) == (one.op != "keep") for one in found)


@settings(max_examples=100, deadline=None)
@given(_TEXT, _TEXT)
def test_one_author_made_every_change_of_one_step(old: str, new: str) -> None:
    assert {one.author for one in marks(old, [Step(new, "李填报")]) if one.op != "keep"} <= {"李填报"}

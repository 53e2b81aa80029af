"""The zip around the text: sound, all parts known and reached, by the rules of Microsoft's SDK, faces named with substitutes."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from eval.docx.row import Check, equal
from eval.docx.word_file import WordFile, find, first

_CHANGES = ".//w:ins/@w:id|.//w:del/@w:id"
_FACES = (".//w:rFonts/@w:eastAsia", ".//w:rFonts/@w:ascii")


def container(file: WordFile) -> Iterator[Check]:
    """The checks of the package."""
    yield equal("压缩包里损坏的文件", "", file.damaged or "")
    yield equal("压缩包里重名的文件", 0, len(file.names) - len(set(file.names)))
    targets = set(_targets(file))
    yield equal("指向空处的关系", 0, len(targets - set(file.names)))
    loose = {
        name for name in file.names if not name.endswith((".rels", "/")) and name != "[Content_Types].xml"
    }
    yield equal("没有关系指向的部件", 0, len(loose - targets))
    yield equal("没有登记类型的部件", 0, sum(not _typed(file, name) for name in loose))
    yield equal(
        "重复的图形编号",
        0,
        _repeated(file, ".//mc:Choice//wp:docPr/@id|.//wp:docPr[not(ancestor::mc:Choice)]/@id"),
    )
    yield equal("重复的修订编号", 0, _repeated(file, _CHANGES))
    yield equal("违反 Open XML 规则之处", 0, _faults(file))
    yield from _fonts(file)


def _targets(file: WordFile) -> Iterator[str]:
    """Where the relationships inside the package lead."""
    for name, root in file.parts():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in find(root, "pr:Relationship[not(@TargetMode = 'External')]"):
            target = relation.get("Target", "")
            yield (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )


def _typed(file: WordFile, name: str) -> bool:
    types = file.part("[Content_Types].xml")
    ending = name.rpartition(".")[2]
    return bool(find(types, "ct:Override[@PartName = $name]", name=f"/{name}")) or bool(
        find(types, "ct:Default[@Extension = $ending]", ending=ending)
    )


def _repeated(file: WordFile, path: str) -> int:
    found = Counter(key for _, root in file.parts() for key in find(root, path))
    return sum(count - 1 for count in found.values())


def _faults(file: WordFile) -> int | str:
    """What the SDK's rules object to; it asks for a theme only by mistake."""
    try:
        from openxml_audit import OpenXmlValidator
    except ModuleNotFoundError:
        return "（未安装 openxml-audit）"
    found = OpenXmlValidator().validate(file.path).errors
    return sum("/relationships/theme' is missing" not in one.description for one in found)


def _fonts(file: WordFile) -> Iterator[Check]:
    fonts = file.part("word/fontTable.xml")
    used = {face for root in (file.styles, *file.texts()) for path in _FACES for face in find(root, path)}
    known = set(find(fonts, "w:font/@w:name"))
    yield equal("字体表没有的字体", 0, len(used - known))
    chinese = [face for face in used if not face.isascii()]
    without = [face for face in chinese if not first(fonts, f"w:font[@w:name='{face}']/w:altName/@w:val")]
    yield equal("没有代用字体的中文字体", 0, len(without))

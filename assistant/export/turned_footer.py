"""Page numbers of landscape pages: where they stand once the page is turned like the others (GB/T 9704-2012 7.5, 7.7).

The head of the table lies at the left of the page as it is bound, so its foot is the landscape's left edge: the number
stands there, turned too, in a text box. What knows no such box (Word 2007) is given an older kind.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph

from assistant.export import measures
from assistant.export.fonts import NAMESPACE
from assistant.export.footer import Side, footers, write_number
from assistant.export.styles import FOOTER

if TYPE_CHECKING:
    from docx.section import Section

_EMU = 635  # in a twip
# The box touches the text; the middle of it, where the number stands, is 7 mm (397 twips) away, as on the other pages.
_THICK = 2 * 397
_LONG = 3000
_LEFT = measures.BOTTOM - _THICK
_TOPS: dict[Side, int] = {"right": measures.PAGE_WIDTH - measures.RIGHT - _LONG, "left": measures.LEFT}
_ENDS: dict[Side, str] = {"right": "bottom", "left": "top"}
_NAMES = " ".join(
    f'xmlns:{name}="{place}"'
    for name, place in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def number_turned_pages(section: Section) -> None:
    """Write the odd and even footers of a landscape section."""
    for key, (paragraph, side) in enumerate(footers(section), 1):
        box = parse_xml(_box(side, key))
        for content in box.iter(qn("w:txbxContent")):
            number = Paragraph(OxmlElement("w:p"), paragraph._parent)
            number._p.style = FOOTER.id
            write_number(number, side)
            content.append(deepcopy(number._p))
        paragraph.add_run()._r.append(box)


def _box(side: Side, key: int) -> str:
    """A box whose text runs downwards, beside the text's foot. It is aligned, not placed: LibreOffice 7.4 loses the places
    of boxes in a section that begins on an even page.
    """
    places = {"margin-left": _LEFT, "margin-top": _TOPS[side], "width": _THICK, "height": _LONG}
    place = "position:absolute;mso-position-horizontal-relative:page;mso-position-vertical-relative:page;"
    place += ";".join(f"{name}:{twips / 20}pt" for name, twips in places.items())
    size = f'cx="{_THICK * _EMU}" cy="{_LONG * _EMU}"'
    return f"""
    <mc:AlternateContent {NAMESPACE} {_NAMES}>
      <mc:Choice Requires="wps"><w:drawing>
        <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{key}" behindDoc="0"
                   locked="0" layoutInCell="1" allowOverlap="1">
          <wp:simplePos x="0" y="0"/>
          <wp:positionH relativeFrom="leftMargin"><wp:align>right</wp:align></wp:positionH>
          <wp:positionV relativeFrom="margin"><wp:align>{_ENDS[side]}</wp:align></wp:positionV>
          <wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
          <wp:docPr id="{key}" name="页码{key}"/><wp:cNvGraphicFramePr/>
          <a:graphic>
            <a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
              <wps:cNvSpPr txBox="1"/>
              <wps:spPr>
                <a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>
                <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>
              </wps:spPr>
              <wps:txbx><w:txbxContent/></wps:txbx>
              <wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr">
                <a:noAutofit/></wps:bodyPr>
            </wps:wsp></a:graphicData>
          </a:graphic>
        </wp:anchor>
      </w:drawing></mc:Choice>
      <mc:Fallback><w:pict>
        <v:rect style="{place}" filled="f" stroked="f">
          <v:textbox style="layout-flow:vertical" inset="0,0,0,0"><w:txbxContent/></v:textbox>
        </v:rect>
      </w:pict></mc:Fallback>
    </mc:AlternateContent>"""

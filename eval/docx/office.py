"""What an office may set otherwise than the standard's plain reading, as its pack says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Office:
    """Points from line to line, lowest and highest; the face of letters and digits; whether 二级标题 is bold."""

    lowest: float = 28.0
    highest: float = 29.0
    latin: str = "Times New Roman"
    bold_second: bool = False

    @property
    def lines(self) -> int:
        """Lines on a page of 225 mm."""
        return int(225 / 25.4 * 72 / ((self.lowest + self.highest) / 2))

    @classmethod
    def of(cls, pitch: float, latin: str, bold_second: bool) -> Office:
        """One that names its pitch: within half a point of it."""
        return cls(pitch - 0.5, pitch + 0.5, latin, bold_second)

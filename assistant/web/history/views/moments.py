"""Moments as people say them: 今天 14:05, 昨天 09:30, 3月8日 10:00, 2023年3月8日. In this machine's time zone."""

from __future__ import annotations

from datetime import datetime, timedelta


def moment(at: datetime, now: datetime | None = None) -> str:
    """Day and time, without the time once it was another year."""
    here, present = at.astimezone(), (now or datetime.now().astimezone()).astimezone()
    return day(at, now) if here.year != present.year else f"{day(at, now)} {clock(at)}"


def day(at: datetime, now: datetime | None = None) -> str:
    """今天, 昨天, 3月8日, 2023年3月8日."""
    here, today = at.astimezone().date(), (now or datetime.now().astimezone()).astimezone().date()
    if here == today:
        return "今天"
    if here == today - timedelta(days=1):
        return "昨天"
    return f"{'' if here.year == today.year else f'{here.year}年'}{here.month}月{here.day}日"


def clock(at: datetime) -> str:
    """14:05."""
    return f"{at.astimezone():%H:%M}"


def timed(at: datetime) -> str:
    """A moment as HTML that a program can read too."""
    whole = at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return f'<time datetime="{at.isoformat()}" title="{whole}">{moment(at)}</time>'

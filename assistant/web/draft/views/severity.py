"""How grave a finding is, in words and in order."""

from __future__ import annotations

SEVERITIES = {"error": "错误", "warning": "提醒", "info": "提示"}
MEANINGS = {"error": "定稿前必须改正", "warning": "请核对", "info": "补齐或改好后更完整"}
GRAVITY = {"error": 0, "warning": 1, "info": 2}

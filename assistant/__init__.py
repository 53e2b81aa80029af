"""Drafting assistant for 项目支出绩效自评报告 (self-evaluation reports of budget projects).

Data flows left to right: facts → outline → library → review / advice → drafting → export → store → web, cli.
See docs/architecture.md; layers are enforced by import-linter (.importlinter).
"""

__version__ = "0.1.0"

"""The address of a project's content: same facts, pack, template, patterns, writer and program give the same draft."""

from __future__ import annotations

import hashlib

from assistant import __version__
from assistant.batch.task import Order
from assistant.facts.load import MAX_BYTES
from assistant.outline.packs import load_pack, template_of
from assistant.resources import shipped


class Addresses:
    """Addresses within one order. Raises `PackError` where its pack cannot be used."""

    def __init__(self, order: Order) -> None:
        settings = order.settings
        # Not the model's address: a batch goes on when the same model is served elsewhere.
        model = f"{settings.model} {settings.gguf} {settings.temperature}" if order.writer == "model" else ""
        self._common = hashlib.sha256()
        for part in (__version__, order.writer, model, load_pack(order.pack).model_dump_json()):
            self._common.update(f"{part}\n".encode())
        if template := template_of(order.pack):
            self._common.update(template.read_bytes())
        for pattern in sorted((shipped("prompts") / "plan").rglob("*.j2")):
            self._common.update(pattern.read_bytes())

    def of(self, content: bytes) -> str:
        """The address of a facts file's content. One too long to be opened needs no more than its beginning."""
        made = self._common.copy()
        made.update(content[: MAX_BYTES + 1])
        return made.hexdigest()

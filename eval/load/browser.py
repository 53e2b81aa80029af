"""A page of the workspace as a browser without eyes opens it: its configuration, events on its controls, what they answer.

It asks what Gradio's own script asks: the page, then `queue/join` and the stream of its answers for each event, or
`run/predict` for those that wait in no queue.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from html import unescape
from typing import Any

import httpx2

_CONFIG = re.compile(r"window\.gradio_config\s*=\s*(\{.*?\});?\s*</script>", re.S)
_REGION = re.compile(r'<i data-for="([^"]*)" data-html="([^"]*)"></i>')


class PageError(Exception):
    """A page or an event that did not answer as it should."""


class OpenPage:
    """One open page: `path` ends with a slash, `query` is that of its address. Raises `PageError`, `httpx2.HTTPError`."""

    def __init__(self, client: httpx2.Client, path: str, query: Mapping[str, str] | None = None) -> None:
        self._client, self._path, self.query = client, path, dict(query or {})
        self._session = secrets.token_hex(5)
        self.heard: list[str] = []
        """Everything that the page was ever sent, for whoever looks for what must not be in it."""
        self.regions: dict[str, str] = {}
        html = self._good(client.get(path, params=self.query)).text
        found = _CONFIG.search(html)
        if found is None:
            raise PageError(f"{path}: no Gradio page")
        config = json.loads(found.group(1))
        self._events = config["dependencies"]
        self._values = {one["id"]: one["props"].get("value") for one in config["components"]}
        self._named = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        self._labelled = {one["props"].get("label"): one["id"] for one in config["components"]}
        self._props = {one["id"]: one["props"] for one in config["components"]}

    def load(self) -> None:
        """The events of a page that is opened."""
        for event in self._events:
            if any(kind == "load" for _, kind in event["targets"]):
                self._fire(event, None)

    def act(self, do: str, **data: str) -> dict[str, str]:
        """An act (a click on an element with these data); the regions that it brought."""
        (event,) = [
            one for one in self._events if [self._named["acts"], "click"] in map(list, one["targets"])
        ]
        return self._fire(event, {"do": do, **data})

    def look(self) -> dict[str, str]:
        """A tick of the page's clock."""
        (event,) = [one for one in self._events if any(kind == "tick" for _, kind in one["targets"])]
        return self._fire(event, None)

    def set(self, label: str, value: Any) -> None:
        """A control by its label."""
        self._values[self._labelled[label]] = value

    def choices(self, label: str) -> list[Any]:
        """What a control offers."""
        return [
            one[1] if isinstance(one, list) else one for one in self._props[self._labelled[label]]["choices"]
        ]

    def press(self, words: str) -> dict[str, str]:
        """A button by its words."""
        ids = [id for id, props in self._props.items() if props.get("value") == words]
        (event,) = [
            one for one in self._events if any([id, "click"] in map(list, one["targets"]) for id in ids)
        ]
        return self._fire(event, None)

    def value(self, elem_id: str) -> Any:
        """What a component holds, by its id in the page."""
        return self._values[self._named[elem_id]]

    def _fire(self, event: Mapping[str, Any], data: Any) -> dict[str, str]:
        body = {
            "data": [self._values.get(id) for id in event["inputs"]],
            "event_data": data,
            "fn_index": event["id"],
            "trigger_id": event["targets"][0][0] if event["targets"] else None,
            "session_hash": self._session,
        }
        if event.get("queue") is False:
            answered = self._good(self._client.post(self._api("run/predict"), params=self.query, json=body))
            return self._taken(event, answered.json())
        joined = self._good(self._client.post(self._api("queue/join"), params=self.query, json=body))
        return self._taken(event, self._answer(joined.json()["event_id"]))

    def _answer(self, event: str) -> Any:
        asked = {"session_hash": self._session}
        with self._client.stream("GET", self._api("queue/data"), params=asked) as stream:
            self._good(stream)
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                said = json.loads(line[5:])
                if said.get("event_id") == event and said["msg"] == "process_completed":
                    if not said.get("success"):
                        raise PageError(f"{self._path}: an event failed")
                    return said["output"]
        raise PageError(f"{self._path}: no answer")

    def _taken(self, event: Mapping[str, Any], output: Mapping[str, Any]) -> dict[str, str]:
        brought: dict[str, str] = {}
        for id, value in zip(event["outputs"], output["data"], strict=False):
            if isinstance(value, dict) and value.get("__type__") == "update":
                if "value" not in value:
                    continue
                value = value["value"]
            self._values[id] = value
            if isinstance(value, str):
                self.heard.append(value)
                if id == self._named.get("feed"):
                    brought |= {unescape(name): unescape(html) for name, html in _REGION.findall(value)}
        self.regions |= brought
        return brought

    def _api(self, name: str) -> str:
        return f"{self._path}gradio_api/{name}"

    def _good(self, answer: httpx2.Response) -> httpx2.Response:
        if answer.status_code != 200:
            raise PageError(f"{self._path}: {answer.status_code}")
        return answer

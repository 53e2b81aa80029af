"""A folder of facts files to draft: the sample projects that ship, again and again, each under a name of its own."""

from __future__ import annotations

from pathlib import Path
from random import Random

import yaml

from assistant.resources import shipped

UNITS = ("青岙县水务局", "青岙县教育体育局", "青岙县人民医院", "青岙县公安局", "青岙县交通运输局")


def make_folder(folder: Path, number: int, seed: int = 0) -> list[Path]:
    """So many facts files, spread over a few units of one year, their budgets and payments scaled alike."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(shipped("corpus").glob("*.yaml"))
    ]
    chance, made = Random(seed), []
    for count in range(number):
        tree = yaml.safe_load(yaml.safe_dump(samples[count % len(samples)]))
        tree["report"] |= {"unit": UNITS[count % len(UNITS)], "year": 2024}
        tree["report"].pop("unit_short", None)
        tree["project"]["name"] = f"{tree['project']['name']}（第{count + 1}期）"
        _scale(tree["funds"], chance.randint(50, 150))
        path = folder / f"项目{count + 1:03d}.yaml"
        path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
        made.append(path)
    return made


def _scale(funds: dict, percent: int) -> None:
    """Budgets, arrivals and payments by one factor, to the yuan's tenth: as plain as a ledger has them."""
    for name in ("initial_budget", "adjusted_budget"):
        if funds.get(name) is not None:
            funds[name] = round(float(funds[name]) * percent / 100, 4)
    for one in (*funds.get("arrivals", ()), *funds.get("payments", ())):
        if one.get("amount") is not None:
            one["amount"] = round(float(one["amount"]) * percent / 100, 4)

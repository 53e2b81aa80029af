"""Faults of names and papers: another unit, place, person, company, project, document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from eval.seeded.clean import Clean
from eval.seeded.planting import Edit, Kind, edit, ends, places

_PERSONS = ("陈国梁", "周晓岚", "许志远", "罗玉珍", "唐建明")
_TOWNS = ("石桥镇", "云溪乡", "白鹤镇", "松岭乡")
_NUMBER = re.compile(r"〔(?P<year>20\d\d)〕(?P<number>\d+)号")


def _regions(clean: Clean) -> list[str]:
    own = clean.facts.report.region or ""
    regions = {one.facts.report.region for one in clean.others}
    return sorted(one for one in regions if one and one[-1] == own[-1:] and one not in clean.whole)


def other_unit(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The unit of another report."""
    units = sorted(one.facts.report.unit for one in clean.others if one.facts.report.unit not in clean.whole)
    for index, found in places(clean, re.escape(clean.facts.report.unit)):
        yield edit(index, *found.span(), rng.choice(units))


def sister_body(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The finance bureau or department of another county."""
    own = clean.facts.report.region
    for body in {clean.facts.report.finance_authority, clean.facts.report.department} - {None}:
        if own and body and body.startswith(own) and (regions := _regions(clean)):
            for index, found in places(clean, re.escape(body)):
                yield edit(index, *found.span(), rng.choice(regions) + body.removeprefix(own))


def other_place(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A place that the facts do not know."""
    for index, end in ends(clean):
        town = rng.choice(_TOWNS)
        if town not in clean.whole:
            yield edit(index, end, end, f"项目实施地点在{town}。")


def other_person(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A person that the facts do not know."""
    for index, end in ends(clean, "概况|过程|组织|管理"):
        person = rng.choice(_PERSONS)
        told = rng.choice((f"项目由副局长{person}担任组长。", f"该项工作由{person}同志牵头负责。"))
        yield edit(index, end, end, told)


def other_company(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A payee of another report."""
    own = {one.payee for one in clean.facts.funds.payments if one.payee}
    companies = sorted(
        {one.payee for other in clean.others for one in other.facts.funds.payments if one.payee}
    )
    foreign = [one for one in companies if one.endswith("公司") and one not in clean.whole]
    for payee in sorted(own):
        for index, found in places(clean, re.escape(payee)):
            yield edit(index, *found.span(), rng.choice(foreign))


def other_project(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The project of another report."""
    projects = sorted(one.facts.project.name for one in clean.others)
    for index, found in places(clean, re.escape(clean.facts.project.name)):
        yield edit(index, *found.span(), rng.choice(projects))


def misspelt_project(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The project's name without one of its characters."""
    name = clean.facts.project.name
    spots = [i for i in range(4, len(name) - 4) if re.match(r"[\u4e00-\u9fff]", name[i])]
    for index, found in places(clean, re.escape(name)):
        if spots:
            spot = rng.choice(spots)
            yield edit(index, *found.span(), name[:spot] + name[spot + 1 :])


def other_number(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The number of a paper that nobody issued."""
    for index, found in places(clean, _NUMBER):
        new = str(int(found["number"]) + rng.choice((1, 2, 10)))
        if f"〕{new}号" not in clean.whole:
            yield edit(index, *found.span("number"), new)


def other_number_year(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A paper's number with another year."""
    for index, found in places(clean, _NUMBER):
        new = str(int(found["year"]) - 1)
        if f"〔{new}〕{found['number']}号" not in clean.whole:
            yield edit(index, *found.span("year"), new)


def other_title(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A paper of another report."""
    titles = [one.title for other in clean.others for one in other.facts.project.basis if one.title]
    foreign = sorted({one for one in titles if one not in clean.whole})
    for index, found in places(clean, r"(?<=《)[^《》\n]+(?=》)"):
        yield edit(index, *found.span(), rng.choice(foreign))


def brackets(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A document number in square or round brackets."""
    for index, found in places(clean, r"〔(20\d\d)〕(?=\d)"):
        opening, closing = rng.choice(("[]", "()", "（）", "【】"))
        yield edit(index, *found.span(), f"{opening}{found.group(1)}{closing}", whole_sentence=True)


KINDS = (
    Kind("unit of another report", "name", other_unit),
    Kind("body of another county", "name", sister_body),
    Kind("place of another report", "name", other_place),
    Kind("person of another report", "name", other_person),
    Kind("company of another report", "name", other_company),
    Kind("project of another report", "name", other_project),
    Kind("project's name misspelt", "name", misspelt_project),
    Kind("number of another paper", "paper", other_number),
    Kind("year of a paper's number", "paper", other_number_year),
    Kind("title of another paper", "paper", other_title),
    Kind("brackets of a paper's number", "paper", brackets),
)

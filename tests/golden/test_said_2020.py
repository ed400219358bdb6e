"""What the report of 2020 says in its running text: the generated text says each of it that is true, and nothing of
what the report's own tables speak against."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from spur.app import ImportSummary, Report
from spur.report.document import Bullets, Document, Paragraph
from spur.report.material import Material
from spur.report.region import region_document
from tests.conftest import GOLDEN
from tests.report.spoken import Claim, claims

Fact = Mapping[str, Any]
FACTS: list[Fact] = tomllib.loads((GOLDEN / "said_2020.toml").read_text(encoding="utf-8"))["fact"]


class Said:
    """Everything that the generated report says, and the names of what it says it of."""

    def __init__(self, m: Material) -> None:
        self.m, document = m, region_document(m)
        self.claims = [claim for text in _texts(document) for claim in _understood(text)]
        self.of_areas: dict[str, list[Claim]] = {}
        for text in _texts(document):
            area = next((a.id for a in m.rubric.areas if text.startswith(f"{m.lettered(a.id)}: ")), None)
            if area is not None:
                told = text.partition(": ")[2]
                self.of_areas.setdefault(area, []).extend(_understood(told[0].upper() + told[1:]))
        self.bullets = _under(document)

    def of(self, kind: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.kind == kind]

    def areas(self, ids: list[str]) -> set[str]:
        return {self.m.area_title(each) for each in ids}

    def groups(self, ids: list[str]) -> str:
        return self.m.wording.listed([self.m.group_title(g) for g in self.m.group_ids if g in ids])

    def question(self, id_: str) -> str:
        return self.m.question_name(self.m.rubric.question(id_))

    def questions(self, ids: list[str]) -> set[str]:
        return set(map(self.question, ids))


def _texts(document: Document) -> Iterator[str]:
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items


def _under(document: Document) -> dict[str, list[str]]:
    """The bullets under each paragraph that ends with a colon."""
    found: dict[str, list[str]] = {}
    before = ""
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Bullets) and before.endswith(":"):
            found[before] = list(block.items)
        before = block.text if isinstance(block, Paragraph) else ""
    return found


def _understood(text: str) -> Iterator[Claim]:
    try:
        yield from list(claims(text, "sv"))
    except ValueError:  # a sentence of method
        return


@pytest.fixture(scope="module")
def said(demo: tuple[Path, list[ImportSummary], Report[Material]]) -> Said:
    return Said(demo[2].material)


def _areas(kind: str, part: str) -> Callable[[Said, Fact], bool]:
    return lambda said, fact: any(set(c.names(part)) == said.areas(fact["areas"]) for c in said.of(kind))


def _groups(kind: str, part: str) -> Callable[[Said, Fact], bool]:
    return lambda said, fact: any(c.parts[part] == said.groups(fact["groups"]) for c in said.of(kind))


def _end_of_area(part: str, number: str) -> Callable[[Said, Fact], bool]:
    def is_said(said: Said, fact: Fact) -> bool:
        return any(
            claim.kind == "ends"
            and claim.parts[part] == said.groups(fact["groups"])
            and claim.parts[number] == fact.get("mean", claim.parts[number])
            for claim in said.of_areas[fact["area"]]
        )

    return is_said


def _below_of_area(said: Said, fact: Fact) -> bool:
    told = {claim.kind: claim for claim in said.of_areas[fact["area"]]}
    if not fact["groups"]:
        return "group-all" in told
    below = told["group-below"].parts["groups"] if "group-below" in told else ""
    named = {g for g in said.m.group_ids if f"{said.m.group_title(g)} (" in below}
    return named == set(fact["groups"])


def _in_bullets(start: str) -> Callable[[Said, Fact], bool]:
    """Whether all questions are named under a paragraph."""

    def is_said(said: Said, fact: Fact) -> bool:
        [items] = [own for text, own in said.bullets.items() if text.startswith(start)]
        return all(any(f"”{q}”" in item for item in items) for q in said.questions(fact["questions"]))

    return is_said


def _against_the_country(way: str) -> Callable[[Said, Fact], bool]:
    def is_said(said: Said, fact: Fact) -> bool:
        told = [c for c in said.claims if c.kind.endswith(f"-{way}") and c.parts.get("name") == "riket"]
        told = [c for c in told if "questions" in c.parts]
        named = {name for claim in told for name in claim.names("questions")}
        counted = [c for c in said.of("more-and-less") if c.parts["name"] == "riket"]
        n = {claim.where[0] if way == "more" else claim.n("less") for claim in counted}
        return named == said.questions(fact["questions"]) and n == {len(named)}

    return is_said


def _overall(said: Said, fact: Fact) -> bool:
    ends = ("positive", "neutral", "negative")
    return any([c.parts[end] for end in ends] == [f"{fact[end]} %" for end in ends] for c in said.of("overall"))


def _suggestions(said: Said, fact: Fact) -> bool:
    wanted = [said.m.category_title(each) for each in fact["categories"]]
    return any(c.names("first") + c.names("others") == wanted for c in said.of("suggestions") if "others" in c.parts)


def _lowest_role(said: Said, fact: Fact) -> bool:
    return any(c.parts["roles"] == said.m.role_title(fact["roles"][0]) for c in said.of("lowest-role"))


def _changed(said: Said, fact: Fact) -> bool:
    told = [c for c in said.claims if c.kind.endswith("-more") and c.parts.get("name") == "omgången 2014"]
    named = dict(pair for claim in told for pair in claim.quoted("questions"))
    return named.get(said.question(fact["question"])) == f"från {fact['then']} % till {fact['now']} %"


def _lowest_group_of_question(said: Said, fact: Fact) -> bool:
    return any(
        claim.names("question") == [said.question(fact["question"])]
        and claim.parts["low"] == said.groups(fact["groups"])
        and claim.parts["least"] == f"{fact['share']} %"
        for claim in said.of("group-ends")
    )


IS_SAID: Mapping[str, Callable[[Said, Fact], bool]] = {
    "highest-mean": _areas("ends", "high"),
    "lowest-mean": _areas("ends", "low"),
    "reach-the-line": _areas("reach", "areas"),
    "below-the-line": _areas("below", "areas"),
    "some-units-below": _areas("some-below", "areas"),
    "most-even": _areas("spread", "even"),
    "overall": _overall,
    "most-positive": _in_bullets("Mest positiva"),
    "least-positive": _in_bullets("Minst positiva"),
    "least-agreement": _areas("roles", "low"),
    "lowest-role": _lowest_role,
    "most-suggestions": _suggestions,
    "more-positive-than-the-country": _against_the_country("more"),
    "less-positive-than-the-country": _against_the_country("less"),
    "highest-total": _groups("totals", "high"),
    "lowest-total": _groups("totals", "low"),
    "widest-spread-of-totals": _groups("totals-spread", "groups"),
    "highest-group": _end_of_area("high", "most"),
    "lowest-group": _end_of_area("low", "least"),
    "groups-below-the-line": _below_of_area,
    "lowest-group-of-question": _lowest_group_of_question,
    "changed": _changed,
}


def named(fact: Fact) -> str:
    about = (fact.get(key) for key in ("area", "areas", "groups", "question", "mean"))
    return "-".join((fact["kind"], *("".join(each) for each in about if each)))


@pytest.mark.parametrize("fact", [f for f in FACTS if f.get("true", True)], ids=named)
def test_what_the_report_of_2020_truly_says_is_said(fact: Fact, said: Said) -> None:
    assert IS_SAID[fact["kind"]](said, fact)


@pytest.mark.parametrize("fact", [f for f in FACTS if not f.get("true", True)], ids=named)
def test_what_it_says_against_its_own_tables_is_not(fact: Fact, said: Said) -> None:
    assert not IS_SAID[fact["kind"]](said, fact)


def test_every_area_is_told_of_and_the_truth_stands_in_the_place_of_what_is_not(said: Said) -> None:
    assert set(said.of_areas) == {area.id for area in said.m.rubric.areas}
    for area, groups in (
        ("F", ["kirurgi"]),
        ("G", ["allmanmedicin", "diagnostik", "enskilda-bas", "medicin"]),
        ("H", ["allmanmedicin", "diagnostik", "enskilda-bas", "kirurgi"]),
    ):
        assert _below_of_area(said, {"area": area, "groups": groups})
    assert _changed(said, {"question": "st.utbildningsklimat", "then": 63, "now": 82})


def test_the_summary_is_understood_to_the_last_sentence_and_names_no_id(said: Said) -> None:
    sections = region_document(said.m).sections
    chapter = [sections[0]]
    for section in sections[1:]:
        if section.level == 1:
            break
        chapter.append(section)
    texts = [b.text for s in chapter for b in s.blocks if isinstance(b, Paragraph)]
    texts += [text for s in chapter for b in s.blocks if isinstance(b, Bullets) for text in b.items]
    assert len(texts) > 8
    for text in texts:
        assert list(claims(text, "sv"))
    assert not any("national-2017-2019" in text for text in _texts(region_document(said.m)))


def test_the_summary_stands_on_one_page(demo: tuple[Path, list[ImportSummary], Report[Material]], said: Said) -> None:
    pages = [page.extract_text() for page in PdfReader(demo[0] / "region-vastmanland-2019.pdf").pages]
    [page] = [page for page in pages if "Styrkor" in page and "I helhetsbedömningen är" in page]
    assert "Förbättringsområden" in page
    assert "Lägst andel positiva svar har oftast ST-läkare" in " ".join(page.split())

"""The running text says what the tables say, for any figures: every sentence is read back and compared with them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from spur.report.document import Bullets, Paragraph
from spur.report.material import Material
from spur.report.prose import areas, baseline, compared, groups, questions, responses, roles, suggestions
from spur.report.region.agreement import agreement_chapter
from spur.report.region.answers import answer_chapters, asked_questions
from spur.report.region.basis import basis_chapter
from spur.report.region.comparison import comparison_chapter
from spur.report.region.grades import grade_chapter
from spur.report.region.groups import group_chapters, question_chapter
from spur.report.region.rounds import round_chapter, round_sentences
from spur.report.region.summary import summary_chapter
from spur.report.region.texts import text_chapter
from spur.wording import Lang
from tests.report.prose_tables import Printed, highest, is_number, listed, lowest, number, one, said, tables
from tests.report.prose_worlds import TRAINEES, World, worlds
from tests.report.spoken import Claim


def areas_agree(world: World) -> None:
    m, whole = world.m, world.m.region.whole
    [rows] = tables(m, grade_chapter(m), "grades.table")
    mean, sd, share = m("column.mean"), m("column.sd"), m("column.at-line", line="B")
    titles = {f"{a.id} {m.area_title(a.id)}": m.area_title(a.id) for a in m.rubric.areas}
    shown_means = {titles[r[""]]: number(r[mean]) for r in rows if is_number(r[mean])}
    sds = {titles[r[""]]: number(r[sd]) for r in rows if is_number(r[sd])}
    shares = {titles[r[""]]: r[share] for r in rows}
    exact = {m.area_title(area): own for (part, area), own in world.means.items() if part == whole.key}
    told = said(m, *areas.highest_and_lowest(m, whole), *areas.spread(m, whole))
    ends_agree(one(told, "ends"), shown_means)
    alike = one(told, "alike")
    assert (alike is not None) == (len(shown_means) > 1 and len(set(shown_means.values())) == 1)
    if spread := one(told, "spread"):
        assert set(spread.names("even")) == lowest(sds)
        assert set(spread.names("uneven")) == highest(sds)
        assert {number(spread.parts["least"])} == {min(sds.values())}
        assert {number(spread.parts["most"])} == {max(sds.values())}
    else:
        assert len(set(sds.values())) < 2
    for with_shares in (False, True):
        told = said(
            m, *areas.reaching(m, whole, with_shares=with_shares), *areas.below(m, whole, with_shares=with_shares)
        )
        for end, reaches in (("reach", True), ("below", False)):
            wanted = {title for title, own in exact.items() if (own >= 3) is reaches}
            found = one(told, end) or one(told, f"{end}-all")
            assert set(found.names("areas") if found else []) == wanted
            if found:
                assert (found.kind == f"{end}-all") == (len(wanted) == len(exact) > 1)
                for title, numbers in found.quoted("areas"):
                    own, _, of_units = numbers.partition("; ")
                    assert number(own) == shown_means[title]
                    assert not with_shares or of_units == shares[title]
    told = said(m, *areas.units_at_the_line(m, whole))
    reach = {title for title, own in exact.items() if own >= 3}
    low = {m.area_title(a) for (_, a), grade in world.grades.items() if grade in "CD"}
    every, some = one(told, "every-unit"), one(told, "some-below")
    assert set(every.names("areas") if every else []) == reach - low
    assert set(some.names("areas") if some else []) == reach & low


def ends_agree(claim: Claim | None, numbers: Mapping[str, Decimal]) -> None:
    """Highest and lowest of names in quotation marks."""
    assert (claim is not None) == (len(set(numbers.values())) > 1)
    if claim is not None:
        assert set(claim.names("high")) == highest(numbers)
        assert set(claim.names("low")) == lowest(numbers)
        assert number(claim.parts["most"]) == max(numbers.values())
        assert number(claim.parts["least"]) == min(numbers.values())


def group_ends_agree(m: Material, claim: Claim, numbers: Mapping[str, Decimal]) -> None:
    order = [m.group_title(group) for group in m.group_ids]
    assert claim.parts["high"] == listed(m, highest(numbers), order)
    assert claim.parts["low"] == listed(m, lowest(numbers), order)
    assert number(claim.parts["most"]) == max(numbers.values())
    assert number(claim.parts["least"]) == min(numbers.values())


def groups_agree(world: World) -> None:
    m = world.m
    sections = group_chapters(m)
    [rows] = tables(m, sections, "groups.totals-table")
    means = {r[""]: number(r[m("column.mean")]) for r in rows if is_number(r[m("column.mean")])}
    sds = {r[""]: number(r[m("column.sd")]) for r in rows if is_number(r[m("column.sd")])}
    told = said(m, *groups.totals(m))
    assert bool(told) == (len(means) > 1)
    if len(set(means.values())) > 1:
        group_ends_agree(m, next(c for c in told if c.kind == "totals"), means)
    elif told:
        assert {number(c.parts["mean"]) for c in told if c.kind == "totals-alike"} == set(means.values())
    spread = one(told, "totals-spread")
    assert (spread is not None) == (len(means) > 1 and len(set(sds.values())) > 1)
    if spread:
        assert spread.parts["groups"] == listed(m, highest(sds), [m.group_title(g) for g in m.group_ids])
    told_areas = [text for s in sections for b in s.blocks if isinstance(b, Bullets) for text in b.items]
    of_parts = {m.group_title(part.id): part.key for part in m.region.groups}
    for area in m.rubric.areas:
        exact = {t: world.means[key, area.id] for t, key in of_parts.items() if (key, area.id) in world.means}
        text = next((text for text in told_areas if text.startswith(m.lettered(area.id))), "")
        assert bool(text) == bool(exact)
        text = text.partition(": ")[2]
        told = said(m, text[:1].upper() + text[1:]) if text else []
        order = [title for title in of_parts if title in exact and exact[title] < 3]
        means = {title: _one_decimal(own) for title, own in exact.items()}
        below = m.wording.listed([f"{t} ({_in(m, means[t])})" for t in order])
        if order and len(order) < len(exact):
            assert one(told, "group-below").parts["groups"] == below
        elif exact:
            reaches = "group-none" if order else "group-all"
            alone = "group-reaches-not" if order else "group-reaches"
            assert one(told, reaches if len(exact) > 1 else alone)
        if len(set(means.values())) > 1:
            group_ends_agree(m, one(told, "ends"), means)
        elif exact:
            [alike] = [claim for claim in told if claim.kind in ("group-alike", "group-only")]
            assert alike.kind == ("group-alike" if len(exact) > 1 else "group-only")
            assert {number(alike.parts["mean"])} == set(means.values())


def _one_decimal(own: Fraction) -> Decimal:
    return Decimal((20 * own + 1) // 2) / 10


def _in(m: Material, own: Decimal) -> str:
    return f"{own:.1f}".replace(".", "," if m.wording.lang == "sv" else ".")


def questions_agree(world: World) -> None:
    m, whole = world.m, world.m.region.whole
    [rows] = tables(m, answer_chapters(m), "answers.table", role=m.role_title(TRAINEES))
    column = f"{m('answers.positive-interval')}: {m('column.positive-short')}"
    shares = {
        r[""].removesuffix("."): number(r[column])
        for r in rows
        if is_number(r[column]) and r[m("column.area-letter")] != "–"
    }
    asked = [q for q in asked_questions(m) if q.area]
    for named in (1, 3, 7):
        told = said(m, *questions.highest_and_lowest(m, whole, TRAINEES, asked, named))
        high, low, alike = one(told, "highest"), one(told, "lowest"), one(told, "all-equal")
        assert (alike is not None) == (len(shares) > 1 and len(set(shares.values())) == 1)
        assert (high is not None) == (low is not None) == (len(set(shares.values())) > 1)
        if high is None or low is None:
            continue
        for claim, sign in ((high, 1), (low, -1)):
            names = claim.names("questions")
            assert all(number(share) == shares[name] for name, share in claim.quoted("questions"))
            least = min(sign * shares[name] for name in names)
            ties = sum(sign * own >= least for own in shares.values())
            assert ties == len(names) if not claim.more("questions") else ties >= len(names)
            assert sign * shares[names[0]] == max(sign * own for own in shares.values())
            ordered = [sign * shares[name] for name in names]
            assert ordered == sorted(ordered, reverse=True)
        assert not set(high.names("questions")) & set(low.names("questions"))
    chapter = question_chapter(m)
    [rows] = tables(m, chapter, "questions.table", role=m.role_title(TRAINEES))
    for q in asked_questions(m):
        row = next(r for r in rows if r[""] == m.question_text(q))
        short = {m.group_title(g): m.group_title(g, short=True) for g in m.group_ids}
        cells = {title: row[f"{name}: {m('column.positive-short')}"] for title, name in short.items()}
        of_groups = {title: number(cell) for title, cell in cells.items() if is_number(cell)}
        told = said(m, *groups.of_question(m, q))
        assert bool(told) == (len(of_groups) > 1)
        for claim in told:
            if claim.kind == "group-ends":
                group_ends_agree(m, claim, of_groups)
            else:
                assert {number(claim.parts["share"])} == set(of_groups.values())


MARKS = "▲▼△▽=≈?"
SYMBOLS = {"▲": "clear-more", "▼": "clear-less", "△": "possible-more", "▽": "possible-less"}


def comparison_agrees(m: Material, rows: Printed, told: list[Claim], own: str, other: str, *, then: bool) -> None:
    """Counts and named questions against the marks of a table."""
    kinds: dict[str, set[str]] = {}
    for r in rows:
        mark = r[m("column.verdict")]
        if mark[0] not in MARKS:  # withheld
            continue
        unknown = "okänt antal" in mark or "n unknown" in mark
        kind = SYMBOLS.get(mark[0], mark[0])
        kinds.setdefault(kind.replace("possible", "unknown") if unknown else kind, set()).add(_name(r[""]))
        kinds.setdefault("n-unknown", set()).update({r[""]} if unknown else ())
    unknown = bool(kinds.pop("n-unknown", None))
    of = sum(map(len, kinds.values()))
    more = sum(len(own) for kind, own in kinds.items() if kind.endswith("-more"))
    less = sum(len(own) for kind, own in kinds.items() if kind.endswith("-less"))
    by_kind = {claim.kind.partition(":")[0]: claim for claim in told}
    assert bool(told) == bool(of)
    if not of:
        return
    if more and less:
        assert (by_kind["more-and-less"].where, by_kind["more-and-less"].n("less")) == ((more, of), less)
    elif more or less:
        one_way, other_way = ("more", "less") if more else ("less", "more")
        assert by_kind[one_way].where == (more or less, of)
        assert (f"none-{other_way}" in by_kind) == ((more or less) < of)
    else:
        assert by_kind["neither"].where == (of, of)
    assert ("n-unknown" in by_kind) == (unknown and bool(more or less))
    clear, possible = (
        sum(len(kinds.get(f"{kind}-{way}", ())) for way in ("more", "less")) for kind in ("clear", "possible")
    )
    certain = next((claim for claim in told if claim.kind.startswith("certain")), None)
    assert (certain is not None) == (not unknown and bool(clear or possible))
    if certain:
        _, *numbers = certain.kind.split(":")
        found = [
            int(n) if n != "n" else certain.n(part) for n, part in zip(numbers, ("clear", "possible"), strict=True)
        ]
        assert found == [clear, possible]
    for kind, mark in (("small", "≈"), ("untold", "?")):
        claim = by_kind.get(kind)
        n = 0 if claim is None else 1 if claim.kind.endswith(":1") else claim.n("n")
        assert n == (0 if unknown else len(kinds.get(mark, ())))
    shares = {_name(r[""]): (r[own], r[other]) for r in rows}
    for kind in ("clear-more", "clear-less", "possible-more", "possible-less", "unknown-more", "unknown-less"):
        claim = by_kind.get(kind)
        names = set(claim.names("questions")) if claim else set()
        assert names == kinds.get(kind, set()) or (claim and len(names) + claim.more("questions") == len(kinds[kind]))
        for name, numbers in claim.quoted("questions") if claim else ():
            first, second = _both(numbers)
            assert (second, first) == shares[name] if then else (first, second) == shares[name]


def _name(text: str) -> str:
    return text.removesuffix(" †").removesuffix(".")


def _both(text: str) -> tuple[str, str]:
    """ "58 % mot 51 %", "från 63 % till 82 %", "from 63% to 82%"."""
    for word in (" mot ", " against ", " till ", " to "):
        if word in text:
            first, _, second = text.removeprefix("från ").removeprefix("from ").partition(word)
            return first, second
    raise AssertionError(text)


def baseline_agrees(world: World) -> None:
    m = world.m
    country = baseline.with_the_country(m)
    if country is None:
        return
    told = baseline.questions_of(m, country, asked_questions(m))
    sentences = [compared.counted(m, country), *compared.differing(m, country, told, baseline.NAMED)]
    found = tables(m, comparison_chapter(m), "comparison.table")
    column = m("column.positive-short")
    rows = found[0] if found else []
    comparison_agrees(
        m, rows, said(m, *sentences), f"{m.name}: {column}", f"{m('column.baseline')}: {column}", then=False
    )


def rounds_agree(world: World) -> None:
    m = world.m
    if m.earlier is None:
        return
    told = said(m, *round_sentences(m))
    found = tables(m, round_chapter(m), "rounds.table", role=m.role_title(TRAINEES))
    column = m("column.positive")
    rows = found[0] if found else []
    comparable = one(told, "comparable") or one(told, "comparable-all")
    rest = [claim for claim in told if claim is not comparable]
    comparison_agrees(m, rows, rest, f"2019: {column}", f"2014: {column}", then=True)
    if comparable:
        n = sum(r[m("column.verdict")][0] in MARKS for r in rows)
        of = len(asked_questions(m))
        if comparable.kind.startswith("comparable-all"):
            assert n == of == (int(comparable.kind[-1]) if ":" in comparable.kind else comparable.n("of"))
        else:
            assert (comparable.n("n"), comparable.n("of")) == (n, of)


def roles_agree(world: World) -> None:
    m = world.m
    told = said(m, *roles.agreement(m))
    chapter = agreement_chapter(m)
    assert bool(told) == bool(chapter)
    if not chapter:
        return
    column = m("column.agreement")
    found = tables(m, chapter, "agreement.areas")
    titles = {m.lettered(a.id): m.area_title(a.id) for a in m.rubric.areas}
    numbers = {titles[r[""]]: number(r[column]) for r in (found[0] if found else []) if is_number(r[column])}
    ends_agree(one(told, "roles"), numbers)
    [rows] = tables(m, chapter, "agreement.questions")
    who = [r[m("column.lowest")] for r in rows if is_number(r[m("column.range")])]
    titles = {role.id: m.role_heading(role.id) for role in m.rubric.roles}
    times = {title: sum(title.casefold() in cell.casefold() for cell in who) for title in titles.values()}
    claim = one(told, "lowest-role")
    if not any(times.values()):
        assert one(told, "no-lowest-role") is not None
        return
    assert claim is not None
    most = {title.casefold() for title, n in times.items() if n == max(times.values())}
    assert {
        title.casefold() for title in titles.values() if title.casefold() in claim.parts["roles"].casefold()
    } == most
    if ":" not in claim.kind:
        assert (claim.n("n"), claim.n("of")) == (max(times.values()), len(who))
    else:
        assert len(who) == 1


def suggestions_agree(world: World) -> None:
    m = world.m
    [*found] = tables(m, text_chapter(m), "texts.table", role=m.role_title(TRAINEES))
    titles = {m.category_title(c.id) for c in m.rubric.categories}
    column = f"{m('whole-region')}: {m('texts.column-n')}"
    counts = {r[""]: int(r[column]) for r in (found[0] if found else []) if r[""] in titles and int(r[column])}
    told = said(m, *suggestions.most_common(m, TRAINEES))
    assert bool(told) == bool(counts)
    for claim in told:
        assert {name: int(n) for name, n in claim.quoted("first")} == {
            k: n for k, n in counts.items() if n == max(counts.values())
        }
        others = {name: int(n) for name, n in claim.quoted("others")} if "others" in claim.parts else {}
        first = len(claim.names("first"))
        assert all(counts[name] == n for name, n in others.items())
        assert not others or min(others.values()) >= max(
            (n for k, n in counts.items() if k not in {*others, *claim.names("first")}), default=0
        )
        assert first + len(others) >= min(3, len(counts))


def rates_agree(world: World) -> None:
    m = world.m
    sentence = " ".join(responses.rates(m, m.region.whole))
    told = said(m, sentence) if sentence else []
    [rows] = tables(m, basis_chapter(m), "basis.roles") or [[]]
    for row in rows:
        rate = row.get(m("column.response-rate"), "–")
        known = [claim.kind for claim in told if row[""].casefold() in claim.parts["roles"].casefold()]
        if not is_number(rate):
            assert known == []
            continue
        exceeds = int(row[m("column.answered")]) > int(row[m("column.invited")])
        assert known == (["exceeding"] if exceeds else ["rates"])
        words = {"sv": " bland ", "en": " among "}[m.wording.lang]
        assert exceeds or f"{rate}{words}{row[''][0].lower()}" in told[0].parts["roles"].replace("ST-", "sT-")


AGREE = (
    areas_agree,
    groups_agree,
    questions_agree,
    baseline_agrees,
    rounds_agree,
    roles_agree,
    suggestions_agree,
    rates_agree,
)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_sentence_says_what_the_tables_say(lang: Lang) -> None:
    @hypothesis_settings(max_examples=30)
    @given(worlds(lang))
    def check(world: World) -> None:
        for agree in AGREE:
            agree(world)

    check()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_summary_is_understood_and_says_nothing_that_the_chapters_do_not(lang: Lang) -> None:
    @hypothesis_settings(max_examples=15)
    @given(worlds(lang))
    def check(world: World) -> None:
        m = world.m
        first, *parts = summary_chapter(m)
        told = [b.text for b in first.blocks if isinstance(b, Paragraph)]
        told += [text for s in parts for b in s.blocks if isinstance(b, Bullets) for text in b.items]
        assert all(said(m, text) for text in told)
        clear = {"clear-more", "clear-less"}
        assert not any(c.kind.startswith(("possible-", "unknown-")) for text in told for c in said(m, text))
        chapters = [*comparison_chapter(m), *round_chapter(m)]
        in_chapters = {b.text for s in chapters for b in s.blocks if isinstance(b, Paragraph)}
        for text in told:
            if any(claim.kind in clear for claim in said(m, text)):
                assert text in in_chapters

    check()

"""Whoever holds two reports can subtract one from the other: a new one is checked together with all that were handed
out, and refused where the difference would show what a few people answered."""

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from spur import app
from spur.app import Profile
from spur.app.objecting import Objection
from spur.app.refusing import refusals
from spur.cli import run
from spur.disclosure.earlier import Harm
from spur.intake.sentences import sentence
from spur.records.problem import Code, InvalidInput
from spur.records.release import Content, Release, Shown, Told
from spur.wording import Wording
from tests.conftest import GOLDEN, RUBRIC, read_figures
from tests.ledger.conftest import Filled
from tests.ledger.databases import copy_of
from tests.ledger.files import keep_units
from tests.ledger.looking import change, query

REGION, ROUND = "vastmanland", "2019"
HEADER = (GOLDEN / "survey.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
MEDICINE = [f"ME-{n:02}" for n in range(1, 11)]
SURGERY = [f"KI-{n:02}" for n in range(1, 7)]
_files = count(1)


class Round:
    """A round in a database: answers come in, reports go out. Every fourth answer is critical."""

    def __init__(self, db: str, folder: Path, name: str = ROUND) -> None:
        self.db, self.folder, self.name = db, folder, name

    def answers(
        self, told: dict[str, int], first: int = 1, marks: dict[int, str] | None = None, **about: object
    ) -> int:
        """So many trainees of each unit answer, numbered from ``first``; ``marks`` are what single ones answered to
        everything."""
        path = self.folder / f"survey-{next(_files)}.csv"
        units = [unit for unit, n in told.items() for _ in range(n)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for number, unit in enumerate(units, first):
                mark = (marks or {}).get(number, "2" if number % 4 == 0 else "4")
                writer.writerow([f"{self.name}-{number}", unit, "st-lakare", *[mark] * (len(HEADER) - 3)])
        return app.import_survey(self.db, path, RUBRIC, self.name, **about).kept.number  # type: ignore[arg-type]

    def report(self, **asked: object) -> dict[tuple[str, ...], str]:
        """The shares of a region's report, by part and question; "" where they are withheld."""
        out = self.folder / f"out-{next(_files)}"
        app.report_region(self.db, REGION, self.name, outputs=["csv"], out=out, **asked)  # type: ignore[arg-type]
        found = out / "preview" if asked.get("preview") else out
        return {
            (row["round"], row["scope"], row["scope_id"], row["subject"], row["statistic"]): row["value"]
            for row in read_figures(found / "figures.csv")
            if row["role"] == "st-lakare" and not row["versus"]
        }

    def refused(self, **asked: object) -> Code:
        """Why a report is refused; nothing of it is written, and nothing recorded."""
        before, there = numbers(self.db), set(self.folder.rglob("*"))
        with pytest.raises(InvalidInput) as refused:
            self.report(**asked)
        assert (numbers(self.db), set(self.folder.rglob("*"))) == (before, there)
        [problem] = refused.value.problems
        return problem.code

    def said(self) -> str:
        """What is said of a report that is refused."""
        with pytest.raises(InvalidInput) as refused:
            self.report()
        return sentence(refused.value.problems[0], Wording("sv"))


def numbers(db: str) -> list[int]:
    return [each.number for each in app.releases(db)]


@pytest.fixture
def told(backend: str, filled: Filled, tmp_path: Path) -> Round:
    """Twenty trainees of medicine and twenty of surgery have answered, and the region has its report."""
    return Round(copy_of(filled(backend, tell)), tmp_path)


def tell(db: str) -> None:
    keep_units(db)
    with TemporaryDirectory() as folder:
        own = Round(db, Path(folder))
        units = dict.fromkeys(MEDICINE, 2) | {"KI-01": 4, "KI-02": 4, "KI-03": 3, "KI-04": 3, "KI-05": 3, "KI-06": 3}
        own.answers(units)
        own.report()


SHARE = (ROUND, "group", "medicin", "item:st.helhet")


def test_three_late_answers_are_not_told_of(told: Round) -> None:
    told.answers({"ME-01": 3}, first=100)
    assert told.refused() is Code.RELEASE_CHANGED


def test_a_refusal_says_which_report_where_and_how_many_it_takes(
    told: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    app.report_unit(told.db, "KI-01", ROUND, outputs=["csv"], out=told.folder / "unit")
    told.answers({"ME-01": 3}, first=100)
    out = str(told.folder / "refused")
    assert run(["report", "region", REGION, "--round", ROUND, "--db", told.db, "--out", out, "--format", "csv"]) == 3
    said = capsys.readouterr().err
    assert "rapport 1 (regionrapport vastmanland, omgång 2019, " in said
    assert "och 1 till av samma svar" in said
    assert "De svar som skiljer måste komma från minst 5 personer, och det får inte gå att räkna ut att alla" in said
    assert "De svar som skiljer kommer från enheten ME-01 Provenheten Järpe." in said


def test_whether_it_was_the_number_or_the_answers_is_not_told(told: Round) -> None:
    """Every unit whose answers differ is named, whichever of them made the report be refused."""
    number = told.answers({"ME-01": 6, "KI-01": 3}, first=100)
    few = told.said()
    app.undo(told.db, number, reason="Fel fil")
    told.answers({"ME-01": 6, "KI-01": 6}, first=100, marks=dict.fromkeys(range(100, 106), "1"))
    assert told.said() == few
    assert "enheten KI-01 Provenheten Fjällvråk och enheten ME-01 Provenheten Järpe" in few


def test_where_somebody_was_erased_no_number_of_people_is_told_to_suffice() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    content = Content({}, {}, frozenset(), 0)
    earlier = Release(at, "", "", "unit", "region", REGION, ROUND, "place", 5, 10, 1, content, number=1)
    texts = Told(ROUND, "st-lakare", "texts", Shown.TEXTS)
    erased = Objection(texts, Harm.ERASED, 10, "region", earlier, 0, False, frozenset)
    [told] = refusals([erased], {}, Wording("sv"), Code.RELEASE_WITHHELD)
    assert "minst 10" not in told.also
    assert "hur många svar som än kommer" in told.also


def test_three_late_answers_spread_over_groups_are_not_told_of_either(told: Round) -> None:
    told.answers({"ME-01": 3, "KI-01": 3}, first=100)  # six in the region, three in each group
    assert told.refused() is Code.RELEASE_CHANGED


def test_six_late_answers_are_told_of_but_their_spread_is_not(told: Round) -> None:
    assert told.report()[*SHARE, "sd"]
    told.answers({"ME-01": 2, "ME-02": 2, "ME-03": 2}, first=100)
    now = told.report()
    assert now[*SHARE, "n"] == "26"
    # six people's mean and spread give back what each of them answered
    assert now[*SHARE, "sd"] == now[*SHARE, "mean"] == ""
    assert numbers(told.db) == [1, 2]


def test_ten_late_answers_are_told_of_with_their_spread(told: Round) -> None:
    told.answers(dict.fromkeys(MEDICINE[:5], 2), first=100)
    assert told.report()[*SHARE, "sd"]


def test_a_unit_that_late_answers_make_large_enough_is_not_told_of_yet(told: Round) -> None:
    """Its late answers are the group's, so it minus them would be the two who answered in time."""
    told.answers({"ME-01": 8}, first=100, marks=dict.fromkeys(range(100, 108), "4"))
    now = told.report()
    assert now[*SHARE, "n"] == "28"
    assert not any(each[1:3] == ("unit", "ME-01") and each[3].startswith("item:") for each in now)


def test_late_answers_that_are_all_critical_are_not_told_of(told: Round) -> None:
    told.answers({"ME-01": 2, "ME-02": 2, "ME-03": 2}, first=100, marks=dict.fromkeys(range(100, 106), "2"))
    assert told.refused() is Code.RELEASE_CHANGED


def test_late_answers_come_in_twice(told: Round) -> None:
    """Six and six, or six and three: each is checked with all that went before, not only with the last."""
    told.answers({"ME-01": 2, "ME-02": 2, "ME-03": 2}, first=100)
    told.report()
    told.answers({"ME-04": 1, "ME-05": 1, "ME-06": 1}, first=200)
    assert told.refused() is Code.RELEASE_CHANGED
    told.answers({"ME-07": 1, "ME-08": 1, "ME-09": 1}, first=300)
    assert told.report()[*SHARE, "n"] == "32"


def test_the_same_report_again_is_the_same_release(told: Round) -> None:
    first = told.report()
    assert told.report() == first
    assert numbers(told.db) == [1]


def test_reports_by_one_division_of_the_same_answers_need_no_check(told: Round) -> None:
    told.answers({"AM-01": 7}, first=100)
    told.report()
    app.report_unit(told.db, "AM-01", ROUND, outputs=["csv"], out=told.folder / "unit")
    told.report(profile=Profile.PUBLIC)
    told.report(profile=Profile.INSPECTOR)
    assert [(each.kind, each.profile) for each in app.releases(told.db)] == [
        ("region", "unit"), ("region", "unit"), ("unit", "unit"), ("region", "public"), ("region", "inspector")
    ]  # fmt: skip


def test_what_inspectors_saw_is_recorded_and_not_reckoned_with(db: str, tmp_path: Path) -> None:
    own = Round(db, tmp_path)
    own.answers(dict.fromkeys(MEDICINE, 2))
    own.report(profile=Profile.INSPECTOR)
    own.report(profile=Profile.INSPECTOR)  # every time that somebody looked
    own.answers({"ME-01": 1}, first=100)
    assert own.report()[*SHARE, "n"] == "21"
    assert [each.by for each in app.releases(db)] == [app.releases(db)[0].by] * 3


def test_what_everybody_may_read_is_checked_for_those_who_have_more(told: Round) -> None:
    told.answers({"ME-01": 3}, first=100)
    assert told.refused(profile=Profile.PUBLIC) is Code.RELEASE_CHANGED


def test_two_divisions_that_cross_too_finely_are_not_both_told_of(db: str, tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    rows = [
        {"unit_id": unit, "unit_name": unit, "specialty": "s", "specialty_group": "medicin", "place": "P",
         "region": REGION, "Huvudman": "ABCD"[n // 3 % 4], "Storlek": "ST"[n % 2]}
        for n, unit in enumerate(MEDICINE)
    ]  # fmt: skip
    with units.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    app.import_units(db, units)
    own = Round(db, tmp_path)
    own.answers(dict.fromkeys(MEDICINE[:6], 4))
    assert own.report(by="Huvudman")[ROUND, "group", "A", "item:st.helhet", "n"] == "12"
    assert own.refused(by="Storlek") is Code.RELEASE_DIVIDED
    app.withdraw_releases(db, [1], reason="Lämnades aldrig ut")
    assert own.report(by="Storlek")[ROUND, "group", "S", "item:st.helhet", "n"] == "12"


def test_an_import_that_is_undone_takes_its_people_out_of_the_next_report(told: Round) -> None:
    number = told.answers({"ME-01": 6}, first=100)
    told.report()
    app.undo(told.db, number, reason="Fel fil")
    told.report()  # as it was before they came
    few = told.answers({"ME-02": 3}, first=200)
    assert told.refused() is Code.RELEASE_CHANGED
    app.undo(told.db, few, reason="Fel fil")
    told.report()


def test_an_erased_response_is_not_told_of_by_its_absence(told: Round) -> None:
    app.erase_response(told.db, ROUND, f"{ROUND}-3", reason="Begäran")
    assert told.refused() is Code.RELEASE_ERASED
    told.answers({"ME-01": 6}, first=100)  # late answers hide nobody: what is fewer than before is the one erased
    assert told.refused() is Code.RELEASE_ERASED
    app.withdraw_releases(told.db, [1], reason="Ingen har fått den")
    assert told.report()[*SHARE, "n"] == "25"


def test_a_corrected_file_with_the_same_answers_is_the_same_people(told: Round) -> None:
    units = dict.fromkeys(MEDICINE, 2) | {"KI-01": 4, "KI-02": 4, "KI-03": 3, "KI-04": 3, "KI-05": 3, "KI-06": 3}
    whole = told.answers(units, replaces=2, marks={999: "1"})
    assert told.report()[*SHARE, "n"] == "20"
    told.answers(units, replaces=whole, marks={3: "1"})  # one of them has answered otherwise
    assert told.refused() is Code.RELEASE_CHANGED


def test_a_report_that_never_left_the_house_is_reckoned_with_no_more(
    told: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    told.answers({"ME-01": 3}, first=100)
    assert told.refused() is Code.RELEASE_CHANGED
    assert run(["releases", "withdraw", "1", "--reason", "Provkörning", "--db", told.db]) == 0
    told.report()
    assert run(["releases", "withdraw", "1", "--reason", "En gång till", "--db", told.db]) == 3
    capsys.readouterr()
    assert run(["releases", "withdraw", "9", "1", "2", "--reason", "Fel nummer", "--db", told.db]) == 3
    said = capsys.readouterr().err
    assert "nummer 9" in said
    assert "Rapport 1 är redan återtagen" in said
    assert run(["releases", "withdraw", "2", "--reason", " ", "--db", told.db]) == 3
    capsys.readouterr()
    assert run(["releases", "--round", ROUND, "--db", told.db]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "ÅTERTAGEN" in first
    assert first.endswith("Provkörning")
    assert "ÅTERTAGEN" not in second
    assert run(["releases", "--round", "2014", "--db", told.db]) == 0
    assert "Inga rapporter" in capsys.readouterr().out


def test_a_preview_is_not_handed_out(told: Round, capsys: pytest.CaptureFixture[str]) -> None:
    told.answers({"ME-01": 3}, first=100)
    assert told.report(preview=True)[*SHARE, "n"] == "23"
    assert numbers(told.db) == [1]
    out = told.folder / "preview-out"
    asked = ["report", "region", REGION, "--round", ROUND, "--db", told.db, "--out", str(out), "--preview"]
    assert run([*asked, "--format", "json"]) == 0
    assert Code.PREVIEW_ONLY in capsys.readouterr().err
    assert json.loads((out / "preview" / "report.json").read_text(encoding="utf-8"))["preview"] is True


def test_figures_of_an_earlier_round_are_released_with_the_comparison(db: str, tmp_path: Path) -> None:
    then, now = Round(db, tmp_path, "2015"), Round(db, tmp_path, ROUND)
    first = then.answers(dict.fromkeys(MEDICINE, 2))
    now.answers(dict.fromkeys(MEDICINE, 2))
    now.report(versus_round="2015")
    # whoever undoes the earlier round's answers is told of the report that rests on them
    assert [each.number for each in app.reports_since(db, app.undo(db, first, reason="Fel fil"))] == [1]
    app.redo(db, first, reason="Rätt fil")
    then.answers({"ME-01": 3}, first=100)
    assert then.refused() is Code.RELEASE_CHANGED
    assert now.refused(versus_round="2015") is Code.RELEASE_CHANGED
    now.report()


def test_of_two_reports_at_once_the_second_sees_the_first(db: str, tmp_path: Path) -> None:
    own = Round(db, tmp_path)
    own.answers(dict.fromkeys(MEDICINE, 2))
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: own.report(), range(2)))
    assert numbers(db) == [1]


def test_who_may_only_read_can_hand_nothing_out(told: Round) -> None:
    if told.db.startswith("sqlite"):
        pytest.skip("an owner can always write a file; a server knows rights")
    name = query(told.db, "SELECT current_database()")[0][0]
    change(told.db, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    assert told.report(preview=True)
    with pytest.raises(InvalidInput) as refused:
        told.report(by="place")
    assert [each.code for each in refused.value.problems] == [Code.DATABASE_READ_ONLY]


def test_an_export_carries_what_was_handed_out(told: Round, tmp_path: Path) -> None:
    told.report(profile=Profile.PUBLIC)
    app.withdraw_releases(told.db, [2], reason="Aldrig publicerad")
    app.export_database(told.db, tmp_path / "export")
    other = Round(f"sqlite:///{tmp_path / 'other.db'}", tmp_path)
    app.import_export(other.db, tmp_path / "export")
    assert app.releases(other.db) == app.releases(told.db)
    other.answers({"ME-01": 3}, first=100)
    assert other.refused() is Code.RELEASE_CHANGED

"""A ledger with everything in it that a ledger can hold, told in words that are hard to carry."""

from datetime import UTC, date, datetime
from pathlib import Path

from spur import app
from spur.app import Profile
from spur.ledger.ledger import Ledger
from spur.records.action import ActionEvent, ActionFile, ActionKey, ActionState, Recommendation, Standing
from spur.records.event import State
from spur.records.imported import Import
from spur.records.response import Coding
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.files import BASELINE, FILES, GRADES, REGION, ROUND
from tests.ledger.golden import corrected, golden_inspections, keep
from tests.ledger.golden import inspection as told_of

HARD = "=SUMMA(A1:A9);\r\n\"citat\"\r'mitt' i\n\n\t+46 − ”åäö” 🩺 "
LATER = date(2020, 1, 15)
BT = "bt-example@1"
BT_SURVEY = """response_id;unit_id;role;bt.samtal;bt.sjalvstudier;bt.bedomningsformer;bt.forslag
1;AM-01;bt-lakare;3;2,5;;"-1 är "" för lite;
eller?"
2;AM-01;bt-lakare;;0,125;{first};'tack'
=3;AM-02;handledare;;;{both};
"""


def ledger_with_everything(db: str, folder: Path) -> None:
    """Every kind of import, corrected, replaced, undone and redone; inspections with events; what was erased."""
    folder.mkdir()
    app.init(db)
    _flat_files(db, folder)
    _inspections(db)
    _other_instrument(db, folder)
    _texts(db, folder)
    _actions(db)
    _erased(db)
    _handed_out(db, folder)


def _flat_files(db: str, folder: Path) -> None:
    app.import_units(db, GOLDEN / FILES["units"])
    further = "unit_id,unit_name,specialty_group,region,Ägare,-Avdelning\nAM-01,=Havsörn,medicin,vastmanland,'Privat,\n"
    app.import_units(db, _written(folder / "units.csv", further))
    app.import_grades(db, GOLDEN / FILES["grades"], RUBRIC, ROUND)
    app.import_grades(db, _written(folder / "grades.csv", GRADES + "AM-01,D,B,,2019-03-01,\n"), RUBRIC, ROUND)
    app.import_baseline(db, GOLDEN / FILES["baseline"], RUBRIC, BASELINE, excludes=REGION)
    shares = "item,role,share_positive,n\nst.helhet,st-lakare,0.635,\nst.teori,st-lakare,0.5,412\n"
    first = app.import_shares(db, _written(folder / "shares.csv", shares), RUBRIC, "2014", REGION).kept.number
    app.import_shares(db, GOLDEN / "earlier_round_2014.csv", RUBRIC, "2014", REGION, replaces=first)
    app.import_invited(db, GOLDEN / "invited.csv", RUBRIC, ROUND)
    app.import_indicators(db, GOLDEN / "indicators.csv", RUBRIC)
    header, *rows = (GOLDEN / FILES["survey"]).read_text(encoding="utf-8").splitlines(keepends=True)
    half = _written(folder / "half.csv", header + "".join(rows[::2]))
    first = app.import_survey(db, half, RUBRIC, ROUND).kept.number
    whole = app.import_survey(db, GOLDEN / FILES["survey"], RUBRIC, ROUND, replaces=first).kept.number
    app.undo(db, whole, reason="=Fel fil")
    app.redo(db, whole, reason="Rätt;\nändå")
    # an undone file that came in again is two imports of the same bytes
    again = app.import_grades(db, GOLDEN / FILES["grades"], RUBRIC, "2024").kept.number
    app.undo(db, again, reason="Fel omgång")
    app.import_grades(db, GOLDEN / FILES["grades"], RUBRIC, "2024")


def _inspections(db: str) -> None:
    inspections = list(golden_inspections().values())[:4]
    keep(db, inspections)
    own = told_of(inspections[0].unit_id, {"A": "C"}, None, own="Åsa; 'Ö'")
    keep(db, [own, corrected(inspections[1], B="D")], suffix=" rättad")
    app.move_inspections(db, None, State.FINAL, ROUND, on=LATER, by="Mötet", note="=klart")
    app.comment_inspection(db, inspections[0].unit_id, "A", ROUND, HARD, on=LATER, by="Enheten")
    app.receive_plans(db, inspections[1].unit_id, ["B"], ROUND, on=LATER, note="plan")


def _other_instrument(db: str, folder: Path) -> None:
    model = app.pinned_rubric(BT).model
    options = model.scale_of(model.question("bt.bedomningsformer")).options
    codes = [option.code for option in options]
    survey = _written(folder / "bt.csv", BT_SURVEY.format(first=codes[0], both=f'"{codes[0]};{codes[-1]}"'))
    app.import_survey(db, survey, BT, "bt")
    # a rubric that workbooks were made for, and nothing is pinned to yet
    Ledger.open(db).keep_rubric(app.pinned_rubric("self-assessment-st@1"))


def _texts(db: str, folder: Path) -> None:
    app.import_texts(db, GOLDEN / "suggestions.csv", ROUND)
    with Ledger.open(db).view() as view:
        texts = view.texts(ROUND)
    pinned = app.pinned_rubric(RUBRIC)
    at = datetime(2026, 9, 2, tzinfo=UTC)
    new = Import("coding", "kodad.xlsx", "c0de", at, "0", rubric_hash=pinned.hash, round=ROUND, by="=Åke")
    codings = [Coding(texts[0].id, (), True, HARD), Coding(texts[1].id, ("handledning", "struktur"))]
    Ledger.open(db).keep_codings(new, pinned, [*codings, Coding(texts[2].id, ("utbildning",), True, "Hemlig")])


def _actions(db: str) -> None:
    at, pinned = datetime(2026, 9, 3, tzinfo=UTC), app.pinned_rubric(RUBRIC)
    done = Standing("=Åsa", LATER, ActionState.DONE, HARD, "-1")
    events = (
        ActionEvent(ActionKey("AM-01", "", "area:D"), done),
        ActionEvent(ActionKey("", REGION, "recommendation:1.1"), Standing(due=LATER)),
    )
    advice = (Recommendation("1.1", HARD, "-Gör något.", (), ("area:D",)), Recommendation("1.2", "", "", ("1.1",)))
    new = Import("actions", "åtgärder.xlsx", "a1", at, "0", pinned.hash, ROUND, REGION, by="=Åke")
    Ledger.open(db).keep_actions(lambda _: [(new, pinned, ActionFile(REGION, events, advice))])


def _erased(db: str) -> None:
    app.erase_response(db, ROUND, "R0003", reason="Begäran")
    app.erase_response(db, "bt", "2", reason="Begäran")
    with Ledger.open(db).view() as view:
        coded = view.texts(ROUND)[2]
    app.erase_text(db, coded.id, reason="'Begäran'")


def _handed_out(db: str, folder: Path) -> None:
    for profile in (Profile.UNIT, Profile.PUBLIC):
        app.report_region(db, REGION, ROUND, outputs=["csv"], out=folder / "out", profile=profile)
    app.withdraw_releases(db, [2], reason="=Aldrig 'skickad';\n")


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path

"""The list of actions as a file (the format: ``spur.intake.actions.form``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlsxwriter.utility import xl_rowcol_to_cell

from spur.intake.actions.form import (
    ABOUT,
    ACTIONS,
    DUE,
    EVIDENCE,
    FORMAT,
    HEADING,
    LABEL,
    LISTED,
    NEW,
    NOTE,
    NUMBER,
    OWN,
    OWNER,
    RECOMMENDATIONS,
    RULES,
    SEE,
    SEPARATOR,
    STANDING,
    STATE,
    SUBJECTS,
    TEXT,
    VALUE,
    About,
    AdviceLine,
    Line,
    advice_row_id,
    row_id,
    state_word,
)
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import OPEN, WORST, Look
from spur.intake.template.marked import (
    FIRST_ROW,
    Cell,
    Column,
    choose,
    marked_workbook,
    write_about,
    write_rules,
    write_table,
)
from spur.intake.workbook import FIRST_DATE, LAST_DATE
from spur.records.action import ActionState, Standing
from spur.wording import Lang, Wording

_STATES = "spur_states"
_NEW_ROWS = 20
_RULES = ("fill", "state", "evidence", "recommend", "sort", "send")

# Each column's id and width in points; those that are not read are the workbook's own. Together they are so wide that
# on A4, to which they are shrunk, letters of 10 points are 7 high.
_STANDING_WIDTHS = {OWNER: 78.0, DUE: 62.0, STATE: 66.0, EVIDENCE: 104.0, NOTE: 104.0}
_OF_ACTIONS = {
    LABEL: 58.0,
    "unit": 78.0,
    "need": 78.0,
    "area": 84.0,
    "requirement": 176.0,
    "advice": 154.0,
    "before": 80.0,
    **_STANDING_WIDTHS,
}
_OF_ADVICE = {NUMBER: 40.0, HEADING: 110.0, TEXT: 250.0, SEE: 62.0, SUBJECTS: 110.0, **_STANDING_WIDTHS}


@dataclass(frozen=True, slots=True)
class ListOfActions:
    """What a list is of: its round, region ("" where it is of units of several), the rubric's hash; and what is on it.
    ``advice`` is None where the list has no sheet for recommendations."""

    title: str
    round: str
    region: str
    rubric_hash: str
    lines: Sequence[Line]
    advice: Sequence[AdviceLine] | None


Row = tuple[str, Sequence[Cell]]


def write_actions(path: Path, told: ListOfActions, lang: Lang) -> None:
    """Writes the workbook. The same actions give the same bytes."""
    _Writer(told, lang).write(path)


class _Writer:
    def __init__(self, told: ListOfActions, lang: Lang) -> None:
        self.told, self.lang = told, lang
        self.actions = {row_id(told.round, line): line for line in told.lines}
        self.advice = {advice_row_id(told.round, told.region, line): line for line in told.advice or ()}

    def say(self, key: str, **values: object) -> str:
        return Wording(self.lang)(f"actions.{key}", **values)

    def write(self, path: Path) -> None:
        told = self.told
        kinds = ["rules", "actions", *(["recommendations"] if told.advice is not None else [])]
        names = [*(self.say(f"sheet.{each}") for each in kinds), "spur"]
        with marked_workbook(path, told.title, names) as (workbook, [rules, actions, *own, about]):
            self.look = Look(workbook)
            states = [state_word(each, self.lang) for each in ActionState]
            write_about(workbook, about, (ABOUT, VALUE), self._facts(), {_STATES: states})
            write_rules(rules, self.look, RULES, told.title, self._rules())
            rows = [(id_, self._action(line)) for id_, line in self.actions.items()]
            self._sheet(actions, ACTIONS, told.title, _OF_ACTIONS, rows, frozen=3)
            for sheet in own:
                self._sheet(sheet, RECOMMENDATIONS, self.say("recommendations-title"), _OF_ADVICE, self._advice())
            (own[0] if own and not told.lines else actions).activate()

    def _sheet(
        self,
        sheet: GrowingSheet,
        kind: str,
        title: str,
        widths: Mapping[str, float],
        rows: Sequence[Row],
        frozen: int = 2,
    ) -> None:
        read = {LABEL, *OWN, *STANDING}
        columns = [Column(id_, self.say(f"column.{id_}"), wide, id_ in read) for id_, wide in widths.items()]
        last = write_table(sheet, self.look, kind, title, columns, rows, frozen=frozen)
        self._choices(sheet, list(widths), last)

    def _action(self, line: Line) -> list[Cell]:
        shown = (line.label, line.unit, line.need, line.area, line.requirement, line.advice, line.before)
        return [*map(Cell, shown), *self._standing(line.standing)]

    def _advice(self) -> list[Row]:
        """The recommendations that there are, and blank rows for new ones."""
        rows: list[Row] = []
        for id_, line in self.advice.items():
            told = line.recommendation
            see, about = f"{SEPARATOR} ".join(told.see), f"{SEPARATOR} ".join(a.partition(":")[2] for a in told.about)
            cells = (Cell(each, ("input",)) for each in (told.number, told.heading, told.text, see, about))
            rows.append((id_, [*cells, *self._standing(line.standing)]))
        blank = [*[Cell("", ("input",))] * len(OWN), *self._standing(Standing(), state="")]
        return [*rows, *((f"{NEW}{number}", blank) for number in range(1, _NEW_ROWS + 1))]

    def _standing(self, standing: Standing, *, state: str | None = None) -> list[Cell]:
        told: dict[str, str | date | None] = {
            OWNER: standing.owner,
            DUE: standing.due,
            STATE: state_word(standing.state, self.lang) if state is None else state,
            EVIDENCE: standing.evidence,
            NOTE: standing.note,
        }
        further = {DUE: ("date",), STATE: ("choice",)}
        return [Cell(told[each], ("input", *further.get(each, ()))) for each in STANDING]

    def _choices(self, sheet: GrowingSheet, columns: Sequence[str], last: int) -> None:
        state, due = columns.index(STATE) + 1, columns.index(DUE) + 1
        choose(sheet, state, last, _STATES, self.say("not-in-list"), self.say("choose-state"))
        days = {"validate": "date", "criteria": "between", "minimum": FIRST_DATE, "maximum": LAST_DATE}
        told = {"error_title": self.say("not-a-date"), "error_message": self.say("write-date")}
        sheet.data_validation(FIRST_ROW, due, last, due, {**days, **told})
        stands, on = (xl_rowcol_to_cell(FIRST_ROW, each, col_abs=True) for each in (state, due))
        closed = ",".join(f'{stands}="{state_word(each, self.lang)}"' for each in ActionState if not each.is_open)
        late = f'=AND({on}<>"",{on}<TODAY(),NOT(OR({closed})))'
        begun = f'={stands}="{state_word(ActionState.ONGOING, self.lang)}"'
        for column, criteria, properties in ((due, late, WORST), (state, begun, OPEN)):
            rule = {"type": "formula", "criteria": criteria, "format": self.look.rule(properties)}
            sheet.conditional_format(FIRST_ROW, column, last, column, rule)

    def _rules(self) -> list[str]:
        words = {each.name.lower(): state_word(each, self.lang) for each in ActionState}
        rules = (each for each in _RULES if each != "recommend" or self.told.advice is not None)
        return [self.say(f"rule.{rule}", **words) for rule in rules]

    def _facts(self) -> dict[str, str]:
        """What the workbook is, and with which rows it was written."""
        facts = {
            About.FORMAT: str(FORMAT),
            About.ROUND: self.told.round,
            About.REGION: self.told.region,
            About.RUBRIC: self.told.rubric_hash,
            About.LANGUAGE: self.lang,
        }
        names = {id_: line.label for id_, line in self.actions.items()}
        names |= {id_: line.recommendation.number for id_, line in self.advice.items()}
        listed = {f"{LISTED}{id_.partition('-')[0]}": name for id_, name in names.items()}
        return {**{str(name): fact for name, fact in facts.items()}, **listed}

"""A row that says something new of what somebody else has changed since the list was written. Neither is lost: the
row is told of with what stands there and what it says itself, cell by cell."""

from collections.abc import Iterator

from spur.intake.actions.form import DUE, EVIDENCE, HEADING, NOTE, OWNER, SEE, SEPARATOR, STATE, SUBJECTS, TEXT
from spur.intake.actions.form import state_word as word_for
from spur.intake.actions.known import Known, Told
from spur.intake.marked import beginning
from spur.records.action import Recommendation, Standing
from spur.records.problem import Code, Place, Problem
from spur.wording import Lang, Wording

Row = tuple[Standing, Recommendation | None]
"""What stands in a row, as far as it can be filled in."""


def leave(told: Told, known: Known, place: Place, name: str, now: Row, mine: Row, since: str) -> None:
    """Tell of a row that was outrun. ``name`` is what people call it, ``since`` who changed it and when."""
    said = Wording(known.told_in)
    differ = "; ".join(_differences(now, mine, Wording(known.lang), said))
    code = Code.ACTION_LEFT if known.skip_stale else Code.ACTION_OUTRUN
    also = said("actions.outrun", since=since or said("actions.since-unknown"), differ=differ)
    told.problems.append(Problem(code, place, name, also=also))
    told.stale += 1


def _differences(now: Row, mine: Row, of_list: Wording, said: Wording) -> Iterator[str]:
    """ "Ansvarig, sparat ”Åsa Ek”, i listan ”Bo Ek”", by the words that stand in the list."""
    there, here = (_cells(each, of_list.lang) for each in (now, mine))
    for column, own in here.items():
        if own != there.get(column, ""):
            yield said(
                "actions.differs",
                column=of_list(f"actions.column.{column}"),
                there=_quoted(there.get(column, ""), said),
                here=_quoted(own, said),
            )


def _cells(row: Row, lang: Lang) -> dict[str, str]:
    standing, told = row
    cells = {
        OWNER: standing.owner,
        DUE: str(standing.due or ""),
        STATE: word_for(standing.state, lang),
        EVIDENCE: standing.evidence,
        NOTE: standing.note,
    }
    if told is not None:
        see, about = (f"{SEPARATOR} ".join(each) for each in (told.see, (a.partition(":")[2] for a in told.about)))
        cells |= {HEADING: told.heading, TEXT: told.text, SEE: see, SUBJECTS: about}
    return cells


def _quoted(text: str, said: Wording) -> str:
    return said("actions.quoted", text=" ".join(beginning(text).split())) if text else said("actions.blank")

"""Free texts: in from a file of their own, out as a workbook to be coded, and the codings in again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spur.analysis.scopes import region_of
from spur.analysis.texts import parts_shown
from spur.app.imports import ImportSummary, import_of_file, keep_found
from spur.app.known import known
from spur.app.output import write_files
from spur.app.rubrics import kept_rubric, pinned_rubric
from spur.disclosure.release import Protection
from spur.intake.coding.form import MOST_LINES, Line, by_key
from spur.intake.coding.personal import Watch
from spur.intake.coding.read import read_coding
from spur.intake.copied import copied
from spur.intake.part import Refused
from spur.intake.sandbox import Sandbox
from spur.intake.texts import read_texts
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.problem import Code, InvalidInput, Place, Problem, nearest
from spur.records.response import KeptText
from spur.records.unit import Unit
from spur.rubric.keywords import proposed
from spur.rubric.model import PinnedRubric, Rubric
from spur.rubric.parts import Question, folded
from spur.wording import Lang

WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
"""How a file begins that is a workbook, or takes itself for one: a ZIP, or what Excel used to write and encrypts in."""


@dataclass(frozen=True, slots=True)
class ExportedTexts:
    """A coding workbook that was written: how many texts it has, how many of them are coded already, have a proposed
    category and may hold personal data; and how many texts there was no room for."""

    path: Path
    texts: int
    coded: int
    proposed: int
    flagged: int
    left: int


def import_texts(
    db: str,
    path: Path,
    round_: str,
    *,
    rubric: str | None = None,
    question: str | None = None,
    replaces: int | None = None,
) -> ImportSummary:
    """Keep a file of texts, or the codings of a filled-in coding workbook, told apart by what the file is. The rubric
    is that of the round's answers unless one is named. ``question`` and ``replaces`` are for a file of texts: which
    question it answers, where the rubric has several, and the import that it puts out of force as a whole."""
    if is_workbook(path):
        return _import_coding(db, path, round_, rubric)
    ledger = Ledger.open(db)
    with ledger.view() as view:
        pinned, units = _rubric(view, round_, rubric), view.units()
    asked = _question(pinned.model, question)
    found = read_texts(path, pinned.model, asked, Watch(units.values()))
    new = replace(import_of_file("texts", path, found.hash), rubric_hash=pinned.hash, round=round_, replaces=replaces)
    return keep_found(path, found, lambda: ledger.keep_texts(new, pinned, found.records, asked.id))


def export_texts(
    db: str, round_: str, out: Path, *, question: str | None = None, all_texts: bool = False, lang: Lang = "sv"
) -> ExportedTexts:
    """Write the round's texts that are not coded yet, or with ``all_texts`` all of them with their codings, into a
    workbook. A file that is there already may be filled in, and is never overwritten."""
    from spur.intake.coding.write import write_coding  # a tenth of a second to import, and most commands write nothing

    with Ledger.open(db).view() as view:
        pinned, units, texts = _rubric(view, round_, None), view.units(), view.texts(round_)
        rubric = pinned.model
    if not rubric.categories:
        raise InvalidInput([Problem(Code.CATEGORIES_NONE, Place(""), found=rubric.key)])
    if question is not None:
        _question(rubric, question)
    wanted = {key: each for key, each in by_key(round_, texts).items() if question in (None, each.question)}
    if not wanted:
        raise InvalidInput([Problem(Code.TEXTS_NONE, Place(""), found=round_)])
    left = {key: each for key, each in wanted.items() if all_texts or each.coding is None}
    if not left:
        raise InvalidInput([Problem(Code.TEXTS_CODED, Place(""), found=round_)])
    if out.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(out.name), found=str(out))])
    lines = _lines(left, _whose(texts, units, rubric, lang), rubric, Watch(units.values()))[:MOST_LINES]
    asked = [each for each in rubric.text_questions if any(each.id == text.question for text in left.values())]
    heading = " · ".join(rubric.in_language(each.text, lang) for each in asked)
    write_files({out: lambda part: write_coding(part, lines, rubric, round_, heading, lang)})
    return ExportedTexts(
        out,
        len(lines),
        coded=sum(line.coding is not None for line in lines),
        proposed=sum(bool(line.proposed) for line in lines),
        flagged=sum(bool(line.seen) for line in lines),
        left=len(left) - len(lines),
    )


def _import_coding(db: str, path: Path, round_: str, named: str | None) -> ImportSummary:
    ledger = Ledger.open(db)
    with ledger.view() as view:
        pinned, units, texts = _rubric(view, round_, named), view.units(), view.texts(round_)
    try:
        with copied(path) as (copy, file_hash), Sandbox() as sandbox:
            book, notices = sandbox.open(copy)
    except Refused as refused:
        raise InvalidInput([refused.problem(path.name)]) from None
    if book is None:
        raise InvalidInput(notices)
    found = read_coding(book, round_, by_key(round_, texts), pinned.model, Watch(units.values()))
    found = replace(found, problems=(*notices, *found.problems))
    new = replace(import_of_file("coding", path, file_hash), rubric_hash=pinned.hash, round=round_)
    return keep_found(path, found, lambda: ledger.keep_codings(new, pinned, found.records))


def is_workbook(path: Path) -> bool:
    """Whether a file begins as a workbook does; what is not there is none, which the reader of tables tells of."""
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(WORKBOOKS)
    except OSError:
        return False


def _rubric(view: View, round_: str, named: str | None) -> PinnedRubric:
    """The rubric that is named, else the one that the round's answers follow."""
    if named is not None:
        return pinned_rubric(named)
    known(round_, view.rounds(), Code.ROUND_UNKNOWN)
    hashes = view.survey_rubrics(round_)
    if not hashes:
        raise InvalidInput([Problem(Code.ANSWERS_ABSENT, Place(""), found=round_)])
    if len(hashes) > 1:
        keys = ", ".join(sorted(f"{kept_rubric(view, each).model.key} ({each[:8]})" for each in hashes))
        raise InvalidInput([Problem(Code.RUBRICS_MIXED, Place(""), found=round_, also=keys)])
    return kept_rubric(view, hashes[0])


def _question(rubric: Rubric, named: str | None) -> Question:
    """The text question that is named, by its id, an alias or its text; else the only one that there is."""
    asked = rubric.text_questions
    ids = tuple(each.id for each in asked)
    if not asked:
        raise InvalidInput([Problem(Code.TEXT_QUESTION_ABSENT, Place(""), found=rubric.key)])
    if named is not None:
        names = {folded(name): each for each in asked for name in (*each.text.values(), *each.aliases, each.id)}
        if folded(named) not in names:
            raise InvalidInput([Problem(Code.QUESTION_UNKNOWN, Place(""), named, ids, nearest(named, ids))])
        return names[folded(named)]
    if len(asked) > 1:
        raise InvalidInput([Problem(Code.TEXT_QUESTION_UNCLEAR, Place(""), found=rubric.key, allowed=ids)])
    return asked[0]


def _lines(
    texts: Mapping[str, KeptText], whose: Mapping[int, str], rubric: Rubric, watch: Watch
) -> list[Line]:  # fmt: skip
    """The workbook's lines, by what the keywords propose and then by the alphabet: those that are alike stand together,
    and one person's do not."""
    order = {category.id: place for place, category in enumerate(rubric.categories)}
    lines = [
        Line(key, each.text, whose[each.id], proposed(each.text, rubric.categories), watch.seen(each.text), each.coding)
        for key, each in texts.items()
    ]

    def place(line: Line) -> tuple[int, str, str]:
        first = order[line.proposed[0]] if line.proposed else len(order)
        return first, folded(line.text), line.key

    return sorted(lines, key=place)


def _whose(texts: Iterable[KeptText], units: Mapping[str, Unit], rubric: Rubric, lang: Lang) -> dict[int, str]:
    """What whoever codes may know of each text's writer: never the unit; the specialty group of those in training (the
    rubric's first role) where a report may tell of it too; of the other roles, which few have, the role alone."""
    texts = list(texts)
    titles = {each.id: rubric.in_language(each.short or each.title, lang) for each in rubric.groups}
    roles = {each.id: rubric.in_language(each.title, lang) for each in rubric.roles}
    main = next(iter(roles), "")
    told = {each.id: "" if each.role == main else roles.get(each.role, each.role) for each in texts}
    of_main = [each for each in texts if each.role == main]
    for region_id in {units[each.unit_id].region for each in of_main}:
        region = region_of(region_id, units, {each.unit_id for each in of_main}, rubric)
        of_region = [each for each in of_main if each.unit_id in region.whole.units]
        may_show = parts_shown(region, of_region, Protection())
        for group in (group for group in region.groups if group.key in may_show):
            told |= {each.id: titles.get(group.id, group.id) for each in of_region if each.unit_id in group.units}
    return told

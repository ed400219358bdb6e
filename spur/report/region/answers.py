"""What the trainees answered in the region as a whole."""

from functools import partial

from spur.analysis.answers import AT_MOST, INTERVAL, scored_questions
from spur.analysis.figure import Figure
from spur.report.charts import answer_chart
from spur.report.document import Block, Bullets, Column, Paragraph, Row, Section, Table
from spur.report.material import Material, exact
from spur.report.prose.questions import all_alike, ends_of, how_many, numbered, overall
from spur.rubric.parts import Question

NAMED = 7  # questions named as the highest and as the lowest; of few questions a third


def answer_chapters(m: Material) -> list[Section]:
    """The overall question, the questions that got the most and the least positive answers, and all of them."""
    questions = asked_questions(m)
    best_first = sorted(questions, key=lambda question: exact(share(m, question)), reverse=True)
    whole, of_areas = m.region.whole, [question for question in questions if question.area]
    sentences = (how_many(m, whole, m.role), *overall(m, whole, m.role, overall_questions(questions), quoted=True))
    blocks: list[Block] = [Paragraph(" ".join(sentences))]
    for end, own in zip(("highest", "lowest"), ends_of(m, whole, m.role, of_areas, NAMED), strict=True):
        if own:
            blocks.append(Paragraph(m.said(f"questions.{end}-list")))
            blocks.append(Bullets(tuple(numbered(m, whole, m.role, question) for question in own)))
    blocks += [Paragraph(sentence) for sentence in all_alike(m, whole, m.role, of_areas)]
    told = [(m.question_text(question), partial(answer, m, question)) for question in best_first]
    blocks += [*answer_chart(m, m.role, told), _question_table(m, best_first)]
    blocks += [Paragraph(text, "note") for question in best_first if (text := _nearly_all_critical(m, question))]
    if unanswered := sum(_unanswered(m, question) for question in _put(m)):
        key = "answers.unanswered" if unanswered > 1 else "answers.unanswered-one"
        blocks.append(Paragraph(m(key, n=unanswered), "note"))
    return [Section(m("answers.title"), tuple(blocks), tab=m("answers.tab"))]


def asked_questions(m: Material) -> list[Question]:
    """The questions that the role that is told of was asked, in the rubric's order: not those that nobody in the region
    has answered, which were not in the survey."""
    return [question for question in _put(m) if not _unanswered(m, question)]


def _put(m: Material) -> list[Question]:
    return [question for question in scored_questions(m.rubric) if m.role in question.roles]


def _unanswered(m: Material, question: Question) -> bool:
    n = answer(m, question, "n")
    return n.value == 0 and not n.withheld


def overall_questions(questions: list[Question]) -> list[Question]:
    """Those that belong to no area: they ask of the training as a whole."""
    return [question for question in questions if not question.area]


def answer(m: Material, question: Question, statistic: str) -> Figure:
    return m.of_region(f"item:{question.id}", statistic, role=m.role)


def share(m: Material, question: Question) -> Figure:
    return answer(m, question, "share_positive")


def _nearly_all_critical(m: Material, question: Question) -> str:
    """All that is told of a question to which nearly everybody in the region gave a critical answer."""
    most = m.figures.get("region", m.region.whole.id, f"item:{question.id}", AT_MOST, role=m.role)
    told = {"question": m.question_text(question), "n": answer(m, question, "n")}
    return "" if most is None else m("answers.at-most", most=most, **told)


def _question_table(m: Material, questions: list[Question]) -> Table:
    return Table(
        m("answers.table", role=m.role_title(m.role)),
        (
            Column(m("column.question"), 6),
            Column(m("column.area-letter"), 0.8, numeric=True),
            Column(m("column.n"), 0.8, numeric=True),
            Column(m("column.positive-short"), 0.9, numeric=True, over=m("answers.positive-interval")),
            *(Column(m(f"column.{end}"), 0.9, True, m("answers.positive-interval")) for end in ("from", "to")),
            *(Column(m(f"column.{end}"), 1, numeric=True) for end in ("neutral", "negative")),
            Column(m("column.unanswered"), 1, numeric=True),
            Column(m("column.dont-know"), 0.8, numeric=True),
            Column(m("column.not-applicable"), 1, numeric=True),
        ),
        tuple(
            Row(
                (
                    m.question_text(question),
                    question.area or "–",
                    answer(m, question, "n"),
                    *(answer(m, question, statistic) for statistic in ("share_positive", *INTERVAL)),
                    *(answer(m, question, f"share_{end}") for end in ("neutral", "negative")),
                    answer(m, question, "missing"),
                    answer(m, question, "dont_know"),
                    answer(m, question, "not_applicable"),
                )
            )
            for question in questions
        ),
        (m("answers.table-note"), m("answers.interval-note")),
    )

"""One person's answers to a survey."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Response:
    """``answers`` has one character for each closed question of the rubric, in the rubric's order: the option's mark in
    its scale, "0" for a blank (see ``Scale.mark_of``)."""

    id: str
    unit_id: str
    role: str
    answers: str

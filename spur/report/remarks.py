"""A remark as a sentence for a person, in either language; numbers are shown as everywhere else."""

from dataclasses import replace

from spur.analysis.lint.remark import Between, Computed, Remark, Several, Slot, Title, Word
from spur.report.shown import as_printed, rounded
from spur.statistics.exact import Root
from spur.statistics.populations import Printed
from spur.wording import Wording


def where(remark: Remark, said: Wording) -> str:
    """ "Figur 7, Medicin, totalpoäng"; "" for a remark on all."""
    return ", ".join(text for each in remark.where if (text := told(each, said)))


def sentence(remark: Remark, said: Wording) -> str:
    """What is wrong and why, without the place."""
    slots = {"printed": remark.printed, "forced": remark.forced, **remark.about}
    return said(f"lint.{remark.code}", **{name: told(each, said) for name, each in slots.items()})


def told(slot: Slot | None, said: Wording) -> str:
    """One of the things that a sentence is filled in with."""
    match slot:
        case Word(key, values):
            return said(f"lint.word.{key}", **{name: told(each, said) for name, each in values.items()})
        case Title(texts):
            return texts.get(said.lang) or next(iter(texts.values()), "")
        case Several(each):
            return said.listed([told(one, said) for one in each])
        case Between(low, high):
            # one percent sign is enough
            bare = low if isinstance(low.value, Root) or not low.percent else Computed(low.value * 100, low.decimals)
            return said("lint.word.between", low=told(bare, said), high=told(high, said))
        case Computed(value, decimals, percent):
            return rounded(value, decimals, said, percent=percent)
        case Printed():
            return as_printed(slot, said)
        case None:
            return ""
    return str(slot)


def line(remark: Remark, said: Wording) -> str:
    """ "Figur 7, Medicin, totalpoäng: Tryckt 28, måste vara 28,7: … [total-not-areas]"."""
    place = where(remark, said)
    return f"{place}{': ' if place else ''}{sentence(remark, said)} [{remark.code}]"


def without_row(remark: Remark, said: Wording) -> str:
    """The same without the row where it stands: what is alike in several reports."""
    place = tuple(each for each in remark.where if not (isinstance(each, Word) and each.key == "row"))
    return line(replace(remark, where=place), said)


def as_object(remark: Remark, said: Wording) -> dict[str, str]:
    """The same for a program: the code never changes, the words are the language's."""
    return {
        "code": str(remark.code),
        "weight": str(remark.weight),
        "where": where(remark, said),
        "printed": told(remark.printed, said),
        "forced": told(remark.forced, said),
        "text": sentence(remark, said),
    }

"""Every sentence is there in every language, with the same names to fill in."""

from importlib.resources import files
from string import Formatter

import pytest

from spur.records.problem import Code
from spur.wording import LANGUAGES, Lang, Wording, _room

ROOMS = sorted(
    {
        each.name
        for lang in LANGUAGES
        for each in files("spur.wording").joinpath(lang).iterdir()
        if each.name.endswith(".toml")
    }
)


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("room", ROOMS)
def test_the_languages_have_the_same_sentences_with_the_same_names(room: str) -> None:
    swedish, english = (_room(lang, room.removesuffix(".toml")) for lang in LANGUAGES)
    assert swedish.keys() == english.keys()
    assert {key: names_in(text) for key, text in swedish.items()} == {
        key: names_in(text) for key, text in english.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_a_sentence(lang: Lang) -> None:
    sentences = _room(lang, "problem")
    assert sentences.keys() == {code.value for code in Code}
    assert all(names_in(sentence) <= {"found", "also"} for sentence in sentences.values())
    assert all(sentence.endswith((".", "?")) for sentence in sentences.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_is_filled_in(lang: Lang) -> None:
    sentence = Wording(lang)(f"problem.{Code.ROW_WIDTH}", found=7, also=8)
    assert "7" in sentence
    assert "8" in sentence

"""Which categories a free text may belong to, told by the rubric's keywords: a proposal for whoever reads it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from spur.rubric.parts import Category, folded


def proposed(text: str, categories: Iterable[Category]) -> tuple[str, ...]:
    """The ids of the categories with a keyword that a word of the text begins with, the earliest word first.

    A keyword of several words ("second opinion") must stand there whole. Case, composition and white space make no
    difference; inflection is left to keywords that are short enough.
    """
    plain = folded(text)
    found = ((_pattern(each.keywords).search(plain), place, each.id) for place, each in enumerate(categories))
    return tuple(name for _, _, name in sorted((hit.start(), place, name) for hit, place, name in found if hit))


@lru_cache(maxsize=256)
def _pattern(keywords: tuple[str, ...]) -> re.Pattern[str]:
    any_of = "|".join(re.escape(folded(each)) for each in keywords)
    return re.compile(rf"(?<!\w)(?:{any_of})" if keywords else r"(?!)")

"""Names in a list of units that may be the same unit twice. They are told, never put together: only a person knows."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from spur.analysis.lint.remark import Remark, RemarkCode, Slot

LEAST_LETTERS = 5
"""Of a word in which one letter may be wrong: "Lund" and "Sund" are two places."""

LEAST_SHARED = 2
"""Words that a shorter name must have in common with a longer one that may be the same."""


def name_remarks(
    names: Sequence[str], where: tuple[Slot, ...] = (), called: Sequence[str] | None = None
) -> Iterator[Remark]:
    """Every pair of names that are alike but for case, signs and white space, the order of the words, or one letter of
    a long word (never a digit: "Vårdcentral 1" is not "Vårdcentral 2"); and, as a doubt, every pair of which one has
    all the words of the other. ``called`` is how they are told, where that is more than what is compared."""
    told = names if called is None else called
    words = [_words(name) for name in names]
    alike = _alike(words)
    for first, second in sorted(alike):
        yield Remark(RemarkCode.NAMES_ALIKE, where, told[first], told[second])
    for first, second in sorted(_within(words) - alike):
        yield Remark(RemarkCode.NAMES_PERHAPS_ALIKE, where, told[first], told[second])


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return tuple(re.findall(r"\w+", plain))


def _alike(words: Sequence[tuple[str, ...]]) -> set[tuple[int, int]]:
    """The pairs by index. Names that become the same when a letter is left out of one or of each differ by a letter, or
    are looked at more closely; so a long list is gone through once, not once for each of its names."""
    by_form: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(words):
        for form in {" ".join(sorted(each)), *_shortened("".join(each))}:
            by_form[form].append(index)
    pairs = {
        (first, second)
        for indices in by_form.values()
        for at, first in enumerate(indices)
        for second in indices[at + 1 :]
    }
    return {pair for pair in pairs if _same(words[pair[0]], words[pair[1]])}


def _shortened(text: str) -> Iterator[str]:
    """The text, and the text without each of its letters."""
    yield text
    if len(text) >= LEAST_LETTERS:
        yield from (text[:at] + text[at + 1 :] for at in range(len(text)))


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return True
    unlike = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(unlike) == 1 and _one_letter(*unlike[0])


def _one_letter(one: str, other: str) -> bool:
    """Whether a letter too many, too few, wrong or in its neighbour's place is all that tells two long words apart."""
    if min(len(one), len(other)) < LEAST_LETTERS or any(map(str.isdigit, one + other)):
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[at:], other[at:]
    return b[1:] in (a, a[1:]) or a[1:] == b or (a[1::-1] + a[2:] == b and len(a) > 1)


def _within(words: Sequence[tuple[str, ...]]) -> set[tuple[int, int]]:
    """The pairs of which one has all the words of the other and more, by index."""
    having: dict[str, set[int]] = defaultdict(set)
    for index, each in enumerate(words):
        for word in each:
            having[word].add(index)
    pairs = set()
    for index, each in enumerate(words):
        if len(set(each)) >= LEAST_SHARED:
            longer = set.intersection(*(having[word] for word in each)) - {index}
            pairs |= {(min(index, other), max(index, other)) for other in longer if len(words[other]) > len(each)}
    return pairs

"""Strangers' texts, made fit for a terminal."""

import unicodedata


def printable(text: str) -> str:
    """The text with control characters, and the bytes of a file's name that are no UTF-8, written out (``\\x1b``)."""
    return "".join(each if _is_plain(each) else each.encode("unicode_escape").decode("ascii") for each in text)


def _is_plain(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"  # a hard space is no harm

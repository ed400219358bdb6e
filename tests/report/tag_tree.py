"""A tagged PDF as a screen reader gets it: the tree of elements, each with what the marked content says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

_LETTER = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4})>")


@dataclass
class Element:
    kind: str
    attributes: dict[str, Any]
    alt: str
    kids: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """What its own marked content says."""
    said: str = ""
    lang: str = ""
    links: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """With single spaces, as words are told from each other."""
        return " ".join((self.said or "".join((*self.pieces, *(kid.text for kid in self.kids)))).split())

    def all(self, *kinds: str) -> Iterator["Element"]:
        """This one and those in it, in reading order, of some kinds."""
        if not kinds or self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)


def tag_tree(path: Path) -> Element:
    """The whole tree. Every piece of content must be listed as the element's that holds it, in the other direction."""
    reader = PdfReader(path)
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]
    numbers = root["/ParentTree"]["/Nums"]
    owners = {numbers[i]: numbers[i + 1] for i in range(0, len(numbers), 2)}
    said = {page.indirect_reference.idnum: _pieces(page, reader) for page in reader.pages}
    keys = {page.indirect_reference.idnum: page["/StructParents"] for page in reader.pages}
    heard = {(page, number) for page, pieces in said.items() for number in pieces}

    def element(reference: Any) -> Element:
        raw = reference.get_object()
        own = Element(str(raw["/S"])[1:], raw.get("/A", {}), str(raw.get("/Alt", "")))
        own.said, own.lang = str(raw.get("/ActualText", "")), str(raw.get("/Lang", ""))
        for kid in raw.get("/K", []):
            of = kid.get_object()
            if isinstance(of, int) or of.get("/Type") == "/MCR":
                number = of if isinstance(of, int) else of["/MCID"]
                page = (raw if isinstance(of, int) else of).raw_get("/Pg").idnum
                assert owners[keys[page]][number].idnum == reference.idnum
                heard.remove((page, number))
                own.pieces.append(said[page][number])
            elif of.get("/Type") == "/OBJR":
                link = of["/Obj"].get_object()
                assert owners[link["/StructParent"]].get_object() == raw
                own.links.append(link)
            else:
                assert of.raw_get("/P").idnum == reference.idnum
                own.kids.append(element(kid))
        return own

    (top,) = root["/K"]
    tree = element(top)
    assert not heard, "marked content that is nobody's"
    return tree


def _pieces(page: Any, reader: PdfReader) -> dict[int, str]:
    """What each piece of a page's marked content says, by its number. All content must be marked or an artifact."""
    letters = {name: _letters(font) for name, font in page["/Resources"]["/Font"].items()}
    pieces: dict[int, str] = {}
    font, marks = "", list[int | None]()
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"Tf":
                font = operands[0]
            case b"BMC":
                marks.append(None)
            case b"BDC":
                marks.append(operands[1].get("/MCID"))
                if marks[-1] is not None:
                    pieces[marks[-1]] = ""
                elif len(marks) > 1:  # within an element only words in another language are marked
                    assert (operands[0], set(operands[1])) == ("/Span", {"/Lang"})
            case b"EMC":
                marks.pop()
            case b"Tj":
                assert marks
                if marks[0] is not None:
                    raw = operands[0].original_bytes
                    pieces[marks[0]] += "".join(letters[font][byte] for byte in raw)
    assert not marks
    return pieces


@cache
def _cmap(data: str) -> dict[int, str]:
    return {int(code, 16): chr(int(sign, 16)) for code, sign in _LETTER.findall(data)}


def _letters(font: Any) -> dict[int, str]:
    return _cmap(font["/ToUnicode"].get_object().get_data().decode()) if "/ToUnicode" in font else {}

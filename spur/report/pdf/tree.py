"""The tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8; PDF/UA-1), and how it stands in the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP, PDFObject, PDFString

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_TO_UNICODE = "toUnicodeCMap:"

LOCALES = {"sv": "sv-SE", "en": "en-GB"}

LIST = "/O/List/ListNumbering/None"
TH_COLUMN, TH_ROW = "/O/Table/Scope/Column", "/O/Table/Scope/Row"


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked content on a page, by its number there; or a link."""

    page: str
    number: int = 0
    link: Any = None


@dataclass(eq=False, slots=True)
class Node:
    """An element of the tree: its ``kind`` is one of PDF's own types ("P", "TD"), ``attributes`` are written as PDF
    writes them. It stands in the tree, after its older siblings, as soon as it or something in it is drawn. ``lang`` is
    the language of a text that is in another than the file's. ``alt`` tells what a figure shows; ``said`` what an
    element says whose lines do not spell it out."""

    kind: str
    parent: "Node | None" = None
    attributes: str = ""
    lang: str | None = None
    alt: str = ""
    said: str = ""
    kids: list["Node | Piece"] = field(default_factory=list)
    stands: bool = False

    def stand(self, root: "Node") -> None:
        if self is root:
            return
        self.parent = self.parent or root
        self.parent.stand(root)
        if not self.stands:
            self.parent.kids.append(self)
            self.stands = True


class _Written(PDFObject):
    """An object of the file that is written already."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.text = b""

    def format(self, _document: Any) -> bytes:
        return self.text


def write_tree(document: Any, root: Node, owners: Sequence[list[Node] | Node]) -> None:
    """Put the tree into reportlab's ``document``, which may not be drawn in any more. ``owners`` say whose each piece
    of a page's content is and whose each link."""
    _write_fonts(document)
    top, parents = _Written(), _Written()
    top_at, parents_at = _number(document, top), _number(document, parents)
    nodes = list(_nodes(root))
    objects = [_Written() for _ in nodes]
    numbers = {id(node): _number(document, each) for node, each in zip(nodes, objects, strict=True)}
    for node, each in zip(nodes, objects, strict=True):
        above = numbers[id(node.parent)] if node.parent else top_at
        each.text = _element(document, node, above, numbers)
    whose = " ".join(f"{key} {_owner(owner, numbers)}" for key, owner in enumerate(owners))
    parents.text = f"<</Nums[{whose}]>>".encode()
    top.text = (
        f"<</Type/StructTreeRoot/K[{numbers[id(root)]} 0 R]/ParentTree {parents_at} 0 R"
        f"/ParentTreeNextKey {len(owners)}>>"
    ).encode()
    catalog, mark_info = document.Catalog, _Written()
    mark_info.text = b"<</Marked true>>"
    title, lang = document.info.title, catalog.Lang.s
    catalog.StructTreeRoot, catalog.MarkInfo = top, mark_info
    catalog.Metadata = XMP(creator=lambda _: _XMP.format(title=escape(title), lang=lang).encode())


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _nodes(kid)


def _element(document: Any, node: Node, above: int, numbers: dict[int, int]) -> bytes:
    page = next((kid.page for kid in node.kids if isinstance(kid, Piece)), "")
    kids = " ".join(_kid(document, kid, page, numbers) for kid in node.kids)
    parts = [f"<</S/{node.kind}/P {above} 0 R".encode()]
    if page:
        parts.append(f"/Pg {_reference(document, page)}".encode())
    if kids:
        parts.append(f"/K[{kids}]".encode())
    if node.attributes:
        parts.append(f"/A<<{node.attributes}>>".encode())
    if node.lang:
        parts.append(f"/Lang({LOCALES[node.lang]})".encode())
    for name, text in (("Alt", node.alt), ("ActualText", node.said)):
        if text:
            parts.append(f"/{name}".encode() + PDFString(text).format(document))
    return b"".join((*parts, b">>"))


def _kid(document: Any, kid: Node | Piece, page: str, numbers: dict[int, int]) -> str:
    if isinstance(kid, Node):
        return f"{numbers[id(kid)]} 0 R"
    if kid.link is not None:
        link = kid.link.format(document).decode()
        return f"<</Type/OBJR/Obj {link}/Pg {_reference(document, kid.page)}>>"
    if kid.page == page:
        return str(kid.number)
    return f"<</Type/MCR/Pg {_reference(document, kid.page)}/MCID {kid.number}>>"


def _owner(owner: list[Node] | Node, numbers: dict[int, int]) -> str:
    if isinstance(owner, Node):
        return f"{numbers[id(owner)]} 0 R"
    return f"[{' '.join(f'{numbers[id(node)]} 0 R' for node in owner)}]"


def _number(document: Any, written: _Written) -> int:
    reference = document.Reference(written)
    return int(document.idToObjectNumberAndVersion[reference.name][0])


def _reference(document: Any, name: str) -> str:
    return f"{document.idToObjectNumberAndVersion[name][0]} 0 R"


def _write_fonts(document: Any) -> None:
    """The fonts, as reportlab writes them when it has nothing else left to do; but where it says that a letter which
    nothing uses is read as U+0000, which may not be said, U+FFFD stands."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.delayedFonts.clear()
    for name, stream in document.idToObject.items():
        if name.startswith(_TO_UNICODE):
            stream.content = stream.content.replace("<0000>", "<FFFD>")

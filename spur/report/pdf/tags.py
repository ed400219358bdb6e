"""What each mark on a page is: the tree that a screen reader follows, and the canvas that keeps it.

reportlab draws a page as one stream of operators and knows nothing of tags. Here the stream begins as an artifact,
which is not read; whoever draws something to be read closes the artifact, opens a piece of marked content, and opens
the artifact again. So nothing can be left without a mark, and what nobody has named is decoration.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Paragraph

from spur.report.pdf.tree import LOCALES, Node, Piece, write_tree

_ARTIFACT = "/Artifact BMC"


LANGUAGE = "language"
"""The name by which a paragraph's markup calls for another language, until it calls for none."""


class TaggedCanvas(Canvas):
    """A canvas whose pages are marked. Its root is the Document; ``_owners`` are, by key, whose the pieces of a page's
    marked content are, and whose a link is."""

    # reportlab's own, which its public methods do not reach
    _code: list[str]
    _doc: Any
    _annotationrefs: list[Any]

    def __init__(self, file: Any, **options: Any) -> None:
        super().__init__(file, pdfVersion=(1, 7), **options)
        self.root = Node("Document")
        self._owners: list[list[Node] | Node] = []
        self._page: list[Node] = []
        self.goes_on, self.begins_in = False, ""
        self.setNamedCB(LANGUAGE, _speak)

    def place(self, node: Node) -> None:
        """The node stands in the tree from now on, even if nothing of it is drawn."""
        node.stand(self.root)

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """What is drawn meanwhile is the ``node``'s; without one it is decoration."""
        if node is None:
            yield
            return
        self.place(node)
        node.kids.append(Piece(self._doc.thisPageName(), len(self._page)))
        self._code.append(f"EMC /{node.kind} <</MCID {len(self._page)}>> BDC")
        self._page.append(node)
        yield
        self._code.append(f"EMC {_ARTIFACT}")

    @contextmanager
    def figure(self, node: Node, width: float, height: float) -> Iterator[None]:
        """What is drawn meanwhile, in a box of this size, is read as the figure's alternative text."""
        if not node.attributes:
            corners = (*self.absolutePosition(0, 0), *self.absolutePosition(width, height))
            node.attributes = f"/O/Layout/BBox[{fp_str(corners)}]"
        with self.marked(node):
            yield

    @contextmanager
    def edge(self, name: str) -> Iterator[None]:
        """What is drawn meanwhile is the page's header or footer ("Header", "Footer"), which is not read."""
        self._code.append(f"EMC /Artifact <</Type /Pagination /Subtype /{name}>> BDC")
        yield
        self._code.append(f"EMC {_ARTIFACT}")

    def link(self, node: Node, contents: str, key: str, box: tuple[float, float, float, float]) -> None:
        """A link on a box, told of as ``contents``, to the place that is bookmarked as ``key``."""
        self.linkRect(contents, key, box, relative=1, thickness=0)
        reference = self._annotationrefs[-1]
        annotation = self._doc.idToObject[reference.name]
        annotation.permitted = (*annotation.permitted, "StructParent")
        annotation.otherkw["StructParent"] = len(self._owners)
        self._owners.append(node)
        node.kids.append(Piece(self._doc.thisPageName(), link=reference))

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> "Lines":  # noqa: N802
        lines = Lines(self, x, y, direction=direction)
        lines.spoken(self.begins_in)
        return lines

    def showPage(self) -> None:  # noqa: N802
        self._psCommandsBeforePage = [_ARTIFACT]
        self._psCommandsAfterPage = ["EMC"]
        super().showPage()

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        """The last that is known of a page before it is kept."""
        super()._setAnnotations(page)  # type: ignore[misc, unused-ignore]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._owners), PDFName("S")
        self._owners.append(self._page)
        self._page = []

    def save(self) -> None:
        if self._code:
            self.showPage()
        write_tree(self._doc, self.root, self._owners)
        super().save()


def _speak(canvas: Any, _: str | None, lang: str) -> None:
    canvas._curr_tx_info["tx"].spoken(lang)


class Lines(PDFTextObject):
    """Lines between which a space is read: the words on both sides of a line's end are two, save where the line ends
    with a hyphen. After the last line too, where they go on on the next page."""

    _code: list[str]
    _canvas: TaggedCanvas
    _formatText: Callable[[str], str]  # noqa: N815
    _is_foreign = False
    _end = 0
    """Where among the operators a line ended that another may follow."""

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        if self._end and text:
            self._code.insert(self._end, self._formatText(" "))
        self._code.append(self._formatText(text))
        self._end = 0
        if TStar:
            if not text.endswith("-") or text.endswith(" -"):
                self._end = len(self._code)
            self._code.append("T*")

    def spoken(self, lang: str | None) -> None:
        """What follows is in this language; None ends that."""
        if self._is_foreign:
            self._code.append("EMC")
        if lang:
            self._code.append(f"/Span <</Lang ({LOCALES[lang]})>> BDC")
        self._is_foreign = bool(lang)

    def getCode(self) -> str:  # noqa: N802
        self.spoken(None)
        if self._end and self._canvas.goes_on:
            self._code.insert(self._end, self._formatText(" "))
        return str(super().getCode())


class Tagged(Paragraph):
    """A paragraph that is read as its ``node``; without one it is decoration. What is left of it after a page break is
    the same node's. ``said`` is what it says if its lines may divide words."""

    canv: TaggedCanvas
    blPara: Any  # noqa: N815 (the name that reportlab has)
    node: Node | None = None
    said = ""
    goes_on = False
    begins_in = ""
    """The language of its first words, where the part before a page break ended in another than the element's."""

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.node = self.node
        if len(parts) > 1:
            parts[0].goes_on, parts[-1].goes_on = True, self.goes_on
            parts[0].begins_in, parts[-1].begins_in = self.begins_in, parts[0].ends_in(self.begins_in)
        return parts

    def ends_in(self, lang: str) -> str:
        """The language that its last line ends in, where the first begins in ``lang``."""
        drawn = (each for line in self.blPara.lines for each in getattr(line, "words", ()) if hasattr(each, "cbDefn"))
        return [lang, *(each.cbDefn.label for each in drawn if each.cbDefn.name == LANGUAGE)][-1]

    def draw(self) -> None:
        if self.node:
            self.node.said = self.said
        self.canv.goes_on, self.canv.begins_in = self.goes_on, self.begins_in
        with self.canv.marked(self.node):
            super().draw()
        self.canv.goes_on, self.canv.begins_in = False, ""


def tagged(paragraph: Tagged, node: Node) -> Tagged:
    paragraph.node = node
    return paragraph


def figure(caption: Tagged, alt: str) -> Node:
    """A figure that is read as ``alt``, after its caption."""
    both = Node("Div")
    caption.node = Node("Caption", both)
    return Node("Figure", both, alt=alt)

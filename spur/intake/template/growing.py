"""Rows with a height from the start that still grow with what is typed: XlsxWriter pins every height that is set."""

from xlsxwriter.worksheet import Worksheet


class GrowingSheet(Worksheet):
    """A worksheet in which Excel goes on fitting the ``growing`` rows to their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        self._pinned = True

    def _write_row(self, row: int, *args: object, **kwargs: object) -> None:
        self._pinned = row not in self.growing
        super()._write_row(row, *args, **kwargs)

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]]) -> None:
        if tag == "row" and not self._pinned:
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

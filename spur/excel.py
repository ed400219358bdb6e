"""XlsxWriter with texts that come back letter for letter, for everything that is written as Excel.

XlsxWriter takes a text that reads ``<r>…</r>`` for mark-up of its own, and of ``_x0041_x0042_``, which Excel would read
as two characters, it escapes only the first half.
"""

import re

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

# In a cell's text _xHHHH_ stands for a character (ECMA-376, 22.9.2.19, ST_Xstring), so a typed one has its underscore
# escaped. The lookahead lets one's last underscore be the next one's first.
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class ExactWorkbook(Workbook):
    """A workbook of plain texts only: rich strings would show their mark-up."""

    def _get_packager(self) -> Packager:
        return _ExactPackager()


class _ExactPackager(Packager):
    def _write_shared_strings_file(self) -> None:
        strings = _ExactStrings()
        strings.string_table = self.workbook.str_table
        strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
        strings._assemble_xml_file()


class _ExactStrings(SharedStrings):
    def _write_si(self, string: str) -> None:
        text = _LIKE_AN_ESCAPE.sub("_x005F_", self._escape_data(string))
        text = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        self.fh.write(f'<si><t xml:space="preserve">{text}</t></si>')

"""A report as an Excel workbook that can be read, printed and counted on.

A first sheet, then a sheet a chapter, its blocks under each other on one column grid. The cells hold the unrounded
numbers under a number format; nothing is computed here but geometry.
"""

from spur.report.xlsx.book import write_xlsx

__all__ = ["write_xlsx"]

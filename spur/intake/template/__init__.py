"""The workbook that an inspector fills in, made from any rubric (the format: ``spur.intake.workbook``).

Also the other way: an inspection as a workbook, for export, and with problems marked at their cells, for mending.
"""

from spur.intake.template.book import write_template
from spur.intake.template.contents import Mark, input_cells

__all__ = ["Mark", "input_cells", "write_template"]

"""The register of actions: out as a workbook, in again with what people filled in, and as a list."""

from spur.app.actions.exporting import ExportedActions, export_actions
from spur.app.actions.importing import ImportedActions, import_actions
from spur.app.actions.listing import ListedActions, list_actions

__all__ = [
    "ExportedActions",
    "ImportedActions",
    "ListedActions",
    "export_actions",
    "import_actions",
    "list_actions",
]

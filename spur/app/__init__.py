"""What spur can do, one function a verb: the public Python API, and the only place that joins the rooms.

Everything takes paths, words and a database URL, and either returns what happened or raises
:class:`~spur.records.problem.InvalidInput` with every problem found; then nothing was kept.
"""

from spur.app.actions import (
    ExportedActions,
    ImportedActions,
    ListedActions,
    export_actions,
    import_actions,
    list_actions,
)
from spur.app.attack import Attacked, attack
from spur.app.calibration import CalibrationReport, report_calibration
from spur.app.demonstration import demo, demo_files
from spur.app.explaining import Explained, demonstrated, explain
from spur.app.export.exporting import Exported, export_database
from spur.app.export.importing import ImportedExport, import_export
from spur.app.guides import Guide, find_guide, guides, write_guide
from spur.app.imports import (
    ImportSummary,
    import_baseline,
    import_grades,
    import_indicators,
    import_invited,
    import_shares,
    import_survey,
    import_units,
    init,
)
from spur.app.indicators import IndicatorReport, report_indicators
from spur.app.inspections import (
    PlansOwed,
    UnitHistory,
    comment_inspection,
    latest_round,
    move_inspections,
    plans_owed,
    receive_plans,
    unit_history,
)
from spur.app.ledgers import (
    Logged,
    Migrated,
    Verified,
    backup,
    erase_response,
    erase_text,
    log,
    migrate,
    redo,
    reports_since,
    restore,
    undo,
    verify,
)
from spur.app.lint import Linted, lint, lint_printed, lint_report, lint_round
from spur.app.releasing import releases, withdraw_releases
from spur.app.reports import Report, Series, report_each, report_group, report_region, report_unit
from spur.app.rubrics import check_rubric, find_rubric, pinned_rubric, shelf
from spur.app.surveys import SurveyMap, map_survey
from spur.app.texts import ExportedTexts, export_texts, import_texts
from spur.app.workbooks import (
    CheckedWorkbook,
    annotate,
    check_workbooks,
    export_inspection,
    import_workbooks,
    keep_workbooks,
    templates,
)
from spur.app.writing import OUTPUTS, Output, all_cores
from spur.disclosure.release import Profile

__all__ = [
    "OUTPUTS",
    "Attacked",
    "CalibrationReport",
    "CheckedWorkbook",
    "Explained",
    "Exported",
    "ExportedActions",
    "ExportedTexts",
    "Guide",
    "ImportSummary",
    "ImportedActions",
    "ImportedExport",
    "IndicatorReport",
    "Linted",
    "ListedActions",
    "Logged",
    "Migrated",
    "Output",
    "PlansOwed",
    "Profile",
    "Report",
    "Series",
    "SurveyMap",
    "UnitHistory",
    "Verified",
    "all_cores",
    "annotate",
    "attack",
    "backup",
    "check_rubric",
    "check_workbooks",
    "comment_inspection",
    "demo",
    "demo_files",
    "demonstrated",
    "erase_response",
    "erase_text",
    "explain",
    "export_actions",
    "export_database",
    "export_inspection",
    "export_texts",
    "find_guide",
    "find_rubric",
    "guides",
    "import_actions",
    "import_baseline",
    "import_export",
    "import_grades",
    "import_indicators",
    "import_invited",
    "import_shares",
    "import_survey",
    "import_texts",
    "import_units",
    "import_workbooks",
    "init",
    "keep_workbooks",
    "latest_round",
    "lint",
    "lint_printed",
    "lint_report",
    "lint_round",
    "list_actions",
    "log",
    "map_survey",
    "migrate",
    "move_inspections",
    "pinned_rubric",
    "plans_owed",
    "receive_plans",
    "redo",
    "releases",
    "report_calibration",
    "report_each",
    "report_group",
    "report_indicators",
    "report_region",
    "report_unit",
    "reports_since",
    "restore",
    "shelf",
    "templates",
    "undo",
    "unit_history",
    "verify",
    "withdraw_releases",
    "write_guide",
]

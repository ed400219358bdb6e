from .actions import (
    ExportedActions as ExportedActions,
)
from .actions import (
    ImportedActions as ImportedActions,
)
from .actions import (
    ListedActions as ListedActions,
)
from .actions import (
    export_actions as export_actions,
)
from .actions import (
    import_actions as import_actions,
)
from .actions import (
    list_actions as list_actions,
)
from .attacking import Attacked as Attacked
from .attacking import attack as attack
from .calibration import CalibrationReport as CalibrationReport
from .calibration import report_calibration as report_calibration
from .demonstration import demo as demo
from .demonstration import demo_files as demo_files
from .explaining import Explained as Explained
from .explaining import demonstrated as demonstrated
from .explaining import explain as explain
from .export.exporting import Exported as Exported
from .export.exporting import export_database as export_database
from .export.importing import ImportedExport as ImportedExport
from .export.importing import import_export as import_export
from .guiding import Guide as Guide
from .guiding import find_guide as find_guide
from .guiding import guides as guides
from .guiding import write_guide as write_guide
from .imports import (
    ImportSummary as ImportSummary,
)
from .imports import (
    import_baseline as import_baseline,
)
from .imports import (
    import_grades as import_grades,
)
from .imports import (
    import_indicators as import_indicators,
)
from .imports import (
    import_invited as import_invited,
)
from .imports import (
    import_shares as import_shares,
)
from .imports import (
    import_survey as import_survey,
)
from .imports import (
    import_units as import_units,
)
from .imports import (
    init as init,
)
from .indicators import IndicatorReport as IndicatorReport
from .indicators import report_indicators as report_indicators
from .inspections import (
    PlansOwed as PlansOwed,
)
from .inspections import (
    UnitHistory as UnitHistory,
)
from .inspections import (
    comment_inspection as comment_inspection,
)
from .inspections import (
    latest_round as latest_round,
)
from .inspections import (
    move_inspections as move_inspections,
)
from .inspections import (
    plans_owed as plans_owed,
)
from .inspections import (
    receive_plans as receive_plans,
)
from .inspections import (
    unit_history as unit_history,
)
from .ledgers import (
    Logged as Logged,
)
from .ledgers import (
    Migrated as Migrated,
)
from .ledgers import (
    Verified as Verified,
)
from .ledgers import (
    backup as backup,
)
from .ledgers import (
    erase_response as erase_response,
)
from .ledgers import (
    erase_text as erase_text,
)
from .ledgers import (
    log as log,
)
from .ledgers import (
    migrate as migrate,
)
from .ledgers import (
    redo as redo,
)
from .ledgers import (
    reports_since as reports_since,
)
from .ledgers import (
    restore as restore,
)
from .ledgers import (
    undo as undo,
)
from .ledgers import (
    verify as verify,
)
from .linting import (
    Linted as Linted,
)
from .linting import (
    lint as lint,
)
from .linting import (
    lint_printed as lint_printed,
)
from .linting import (
    lint_report as lint_report,
)
from .linting import (
    lint_round as lint_round,
)
from .releasing import releases as releases
from .releasing import withdraw_releases as withdraw_releases
from .reports import (
    Profile as Profile,
)
from .reports import (
    Report as Report,
)
from .reports import (
    Series as Series,
)
from .reports import (
    report_each as report_each,
)
from .reports import (
    report_group as report_group,
)
from .reports import (
    report_region as report_region,
)
from .reports import (
    report_unit as report_unit,
)
from .rubrics import (
    check_rubric as check_rubric,
)
from .rubrics import (
    find_rubric as find_rubric,
)
from .rubrics import (
    pinned_rubric as pinned_rubric,
)
from .rubrics import (
    shelf as shelf,
)
from .surveys import SurveyMap as SurveyMap
from .surveys import map_survey as map_survey
from .texts import ExportedTexts as ExportedTexts
from .texts import export_texts as export_texts
from .texts import import_texts as import_texts
from .workbooks import (
    CheckedWorkbook as CheckedWorkbook,
)
from .workbooks import (
    annotate as annotate,
)
from .workbooks import (
    check_workbooks as check_workbooks,
)
from .workbooks import (
    export_inspection as export_inspection,
)
from .workbooks import (
    import_workbooks as import_workbooks,
)
from .workbooks import (
    keep_workbooks as keep_workbooks,
)
from .workbooks import (
    templates as templates,
)
from .writing import OUTPUTS as OUTPUTS
from .writing import Output as Output
from .writing import all_cores as all_cores

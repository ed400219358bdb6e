"""Every kind of problem there is, and how bad each is. To each belongs a sentence in every language
(``spur/wording/*/problem.toml``), and a test holds that each is said somewhere.
"""

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: with an error nothing is kept; a warning or a notice is told and the import goes on."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Code(StrEnum):
    """Every kind of problem there is. The value is what people script against, so it never changes its meaning."""

    severity: Severity

    def __new__(cls, value: str, severity: Severity = Severity.ERROR) -> "Code":
        code = str.__new__(cls, value)
        code._value_ = value
        code.severity = severity
        return code

    # any file
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"
    FILE_EMPTY = "file-empty"
    FILE_NOT_TEXT = "file-not-text"
    FILE_BROKEN_QUOTE = "file-broken-quote"
    FILE_CUT_OFF = "file-cut-off"
    FILE_CHANGED = "file-changed"
    MORE_ERRORS = "more-errors"
    ENCODING_ASSUMED = "encoding-assumed", Severity.NOTICE
    ROW_WIDTH = "row-width"
    TOO_MANY_COLUMNS = "too-many-columns"
    COLUMN_MISSING = "column-missing"
    COLUMN_UNNAMED = "column-unnamed"
    COLUMN_DUPLICATE = "column-duplicate"
    COLUMN_UNKNOWN = "column-unknown"
    IGNORED_ABSENT = "ignored-absent", Severity.WARNING
    ID_INVALID = "id-invalid"
    COLUMN_IGNORED = "column-ignored", Severity.NOTICE
    VALUE_MISSING = "value-missing"
    DATE_INVALID = "date-invalid"
    DATE_OUTSIDE = "date-outside"
    DATE_AS_NUMBER = "date-as-number"
    NUMBER_INVALID = "number-invalid"
    NO_ROWS = "no-rows"

    # workbooks from strangers
    FILE_FORMAT = "file-format"
    FILE_NOT_WORKBOOK = "file-not-workbook"
    FILE_ENCRYPTED = "file-encrypted"
    FILE_DAMAGED = "file-damaged"
    FILE_TOO_LARGE = "file-too-large"
    FILE_TOO_MANY_CELLS = "file-too-many-cells"
    FILE_CELL_FAR = "file-cell-far"
    SHEET_TOO_LARGE = "sheet-too-large"
    SHEET_TOO_LONG = "sheet-too-long"
    SHEET_UNKNOWN = "sheet-unknown"
    SHEET_CHOSEN = "sheet-chosen", Severity.NOTICE
    FILE_SUSPICIOUS = "file-suspicious"
    FILE_REFUSED = "file-refused"
    MACROS_IGNORED = "macros-ignored", Severity.NOTICE
    LINKS_IGNORED = "links-ignored", Severity.NOTICE
    FILES_SKIPPED = "files-skipped", Severity.NOTICE
    NO_WORKBOOKS = "no-workbooks"
    UNITS_NOT_LOOKED_UP = "units-not-looked-up", Severity.NOTICE

    # units
    UNIT_DUPLICATE = "unit-duplicate"
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_AMBIGUOUS = "unit-ambiguous"
    GROUP_UNKNOWN = "group-unknown", Severity.WARNING

    # grades
    AREA_UNKNOWN = "area-unknown"
    GRADE_UNKNOWN = "grade-unknown"
    GRADE_DUPLICATE = "grade-duplicate"
    GRADE_WITHOUT_INSPECTION = "grade-without-inspection"
    GRADE_LIFT_FORBIDDEN = "grade-lift-forbidden"
    GRADE_LIFT_UNDATED = "grade-lift-undated"
    PLAN_BEFORE_INSPECTION = "plan-before-inspection"
    INSPECTION_UNDATED = "inspection-undated", Severity.WARNING
    AREAS_UNGRADED = "areas-ungraded", Severity.NOTICE
    PLAN_OWED = "plan-owed", Severity.NOTICE

    # the columns of a survey file
    LAYOUT_RECOGNISED = "layout-recognised", Severity.NOTICE
    COLUMNS_UNUSED = "columns-unused", Severity.NOTICE
    COLUMNS_PERSONAL = "columns-personal", Severity.NOTICE
    COLUMN_NEAR = "column-near"
    COLUMN_AMBIGUOUS = "column-ambiguous"
    COLUMNS_ALIKE = "columns-alike"
    RESPONSE_COLUMN = "response-column", Severity.NOTICE
    RESPONSES_NUMBERED = "responses-numbered", Severity.NOTICE
    UNIT_COLUMN = "unit-column", Severity.NOTICE
    UNIT_NEAR = "unit-near"
    UNIT_ABSENT = "unit-absent"
    ROLE_COLUMN = "role-column", Severity.NOTICE
    ROLE_NEAR = "role-near"
    ROLE_ABSENT = "role-absent"
    CHOICE_UNKNOWN = "choice-unknown"
    MAPPING_LAYOUT = "mapping-layout"
    MAPPING_MEANS = "mapping-means"
    MAPPING_TWICE = "mapping-twice"
    MAPPING_ABSENT = "mapping-absent", Severity.WARNING

    # surveys and baselines
    ROLE_UNKNOWN = "role-unknown"
    QUESTION_UNKNOWN = "question-unknown"
    QUESTION_ABSENT = "question-absent", Severity.WARNING
    QUESTIONS_NONE = "questions-none"
    QUESTION_NOT_FOR_ROLE = "question-not-for-role"
    ANSWER_UNKNOWN = "answer-unknown"
    ANSWER_TWICE = "answer-twice"
    NUMBER_OUTSIDE = "number-outside"
    RESPONSE_MIXED = "response-mixed"
    RESPONSE_DUPLICATE = "response-duplicate"
    RESPONSE_ALREADY_KEPT = "response-already-kept"
    RESPONSE_UNKNOWN = "response-unknown"
    INVITED_DUPLICATE = "invited-duplicate"
    INVITED_ABSENT = "invited-absent", Severity.NOTICE
    RESPONSES_EXCEED_INVITED = "responses-exceed-invited", Severity.WARNING
    ANSWERS_ABSENT = "answers-absent"
    TEXTS_ALREADY_KEPT = "texts-already-kept"
    BASELINE_DUPLICATE = "baseline-duplicate"
    BASELINE_ALREADY_KEPT = "baseline-already-kept"
    SHARES_ALREADY_KEPT = "shares-already-kept"
    BASELINE_GROUP_UNKNOWN = "baseline-group-unknown"
    BASELINE_NEITHER = "baseline-neither"
    SHARE_CONTRADICTS = "share-contradicts"
    SHARE_OUTSIDE = "share-outside"

    # indicators
    INDICATORS_NONE = "indicators-none"
    INDICATORS_ABSENT = "indicators-absent"
    INDICATOR_UNKNOWN = "indicator-unknown"
    INDICATOR_OF_BOTH = "indicator-of-both"
    INDICATOR_OF_NOBODY = "indicator-of-nobody"
    INDICATOR_REGION_UNKNOWN = "indicator-region-unknown"
    INDICATOR_DUPLICATE = "indicator-duplicate"
    INDICATOR_IS_A_COUNT = "indicator-is-a-count"
    PERIOD_INVALID = "period-invalid"
    PERCENT_OUTSIDE = "percent-outside"
    NUMERATOR_ABOVE = "numerator-above"
    PRINTED_CONTRADICTS = "printed-contradicts"

    # free texts and their coding
    TEXT_QUESTION_ABSENT = "text-question-absent"
    TEXT_QUESTION_UNCLEAR = "text-question-unclear"
    TEXTS_PERSONAL = "texts-personal", Severity.NOTICE
    TEXTS_NONE = "texts-none"
    TEXTS_CODED = "texts-coded"
    CATEGORIES_NONE = "categories-none"
    CATEGORY_UNKNOWN = "category-unknown"
    CODING_FOREIGN = "coding-foreign"
    CODING_ROUND = "coding-round"
    CODING_EMPTY = "coding-empty"
    CODING_WITHOUT_CATEGORY = "coding-without-category"
    CODING_CONTRADICTS = "coding-contradicts"
    TEXT_UNKNOWN = "text-unknown"
    TEXT_CHANGED = "text-changed"
    QUOTING_UNKNOWN = "quoting-unknown"
    QUOTE_UNCHECKED = "quote-unchecked"
    QUOTE_UNUSED = "quote-unused", Severity.WARNING

    # the register of actions
    ACTIONS_FOREIGN = "actions-foreign"
    ACTIONS_REGION = "actions-region"
    ACTIONS_NONE = "actions-none"
    ACTION_UNKNOWN = "action-unknown"
    ACTION_SHIFTED = "action-shifted"
    ACTION_OUTRUN = "action-outrun"
    ACTION_LEFT = "action-left", Severity.WARNING
    ACTION_STATE_UNKNOWN = "action-state-unknown"
    ACTION_WITHOUT_EVIDENCE = "action-without-evidence", Severity.WARNING
    ACTION_WITHOUT_REASON = "action-without-reason"
    ACTION_DUE_EARLY = "action-due-early", Severity.WARNING
    ACTIONS_ABSENT = "actions-absent", Severity.NOTICE
    RECOMMENDATION_NUMBER = "recommendation-number"
    RECOMMENDATION_TWICE = "recommendation-twice"
    RECOMMENDATION_SEE = "recommendation-see"
    RECOMMENDATION_ABOUT = "recommendation-about"
    RECOMMENDATION_EMPTY = "recommendation-empty"

    # the inspector's workbook
    WORKBOOK_FOREIGN = "workbook-foreign"
    WORKBOOK_FORMAT = "workbook-format"
    WORKBOOK_ROUND = "workbook-round"
    WORKBOOK_RUBRIC = "workbook-rubric"
    SHEET_MISSING = "sheet-missing"
    SHEET_DUPLICATE = "sheet-duplicate"
    SHEET_COLUMN_MISSING = "sheet-column-missing"
    SHEET_COLUMN_DUPLICATE = "sheet-column-duplicate"
    SHEET_IGNORED = "sheet-ignored", Severity.NOTICE
    ROW_MISSING = "row-missing"
    ROW_UNKNOWN = "row-unknown"
    ROW_DUPLICATE = "row-duplicate"
    ROW_SHIFTED = "row-shifted"
    COPY_UNMENDED = "copy-unmended"
    COPY_OF_BROKEN = "copy-of-broken"
    CELL_UNFIT = "cell-unfit"
    CELL_TOO_LONG = "cell-too-long"
    CELL_ERROR = "cell-error"
    CELL_NOT_COMPUTED = "cell-not-computed"
    WORDS_OUTSIDE = "words-outside", Severity.WARNING
    FINDING_UNKNOWN = "finding-unknown"
    FINDINGS_OPEN = "findings-open", Severity.NOTICE
    GRADE_UNEXPECTED = "grade-unexpected", Severity.WARNING
    JUDGEMENT_UNKNOWN = "judgement-unknown"
    INSPECTOR_UNEXPECTED = "inspector-unexpected"
    INSPECTOR_MISSING = "inspector-missing"
    INSPECTORS_MISSING = "inspectors-missing", Severity.WARNING
    INSPECTION_SETTLED = "inspection-settled", Severity.WARNING
    INSPECTION_TWICE = "inspection-twice"
    RUBRIC_SECOND = "rubric-second", Severity.WARNING
    OWN_JUDGEMENTS_NONE = "own-judgements-none"
    OWN_JUDGEMENTS_ALONE = "own-judgements-alone"
    UNITS_JUDGED_ALONE = "units-judged-alone", Severity.NOTICE
    INSPECTORS_ALIKE = "inspectors-alike", Severity.WARNING

    # inspections and plans
    INSPECTION_UNKNOWN = "inspection-unknown"
    EVENT_BEFORE_INSPECTION = "event-before-inspection"
    STATE_FORBIDDEN = "state-forbidden"
    STATE_BEFORE_LAST = "state-before-last"
    REOPENING_UNEXPLAINED = "reopening-unexplained"
    GRADE_ABSENT = "grade-absent"
    PLAN_NOT_CALLED_FOR = "plan-not-called-for"
    PLAN_ALREADY_RECEIVED = "plan-already-received"
    PLAN_WITHOUT_EFFECT = "plan-without-effect", Severity.WARNING
    DATE_IN_FUTURE = "date-in-future"
    DRAFTS_LEFT_OUT = "drafts-left-out", Severity.NOTICE
    SETTINGS_OTHER_REGION = "settings-other-region"
    LOOK_COLOUR = "look-colour"
    LOOK_TEXT_PALE = "look-text-pale"
    LOOK_CHART_PALE = "look-chart-pale"
    LOOK_LOGO = "look-logo"

    # printed tables and claims
    PRINTED_FORMAT = "printed-format"
    PRINTED_SEVERAL = "printed-several"
    PRINTED_UNKNOWN = "printed-unknown"
    PRINTED_STATISTIC = "printed-statistic"
    PRINTED_WIDTH = "printed-width"
    PRINTED_TWICE = "printed-twice"
    PRINTED_MISCOUNTED = "printed-miscounted"
    PRINTED_COMMA = "printed-comma"
    PRINTED_NOTHING = "printed-nothing"
    REPORT_WITHOUT_FIGURES = "report-without-figures"

    # rubric files
    RUBRIC_SYNTAX = "rubric-syntax"
    RUBRIC_KEY_UNKNOWN = "rubric-key-unknown"
    RUBRIC_KEY_MISSING = "rubric-key-missing"
    RUBRIC_TYPE = "rubric-type"
    RUBRIC_VALUE = "rubric-value"
    RUBRIC_DUPLICATE = "rubric-duplicate"
    RUBRIC_REFERENCE = "rubric-reference"
    RUBRIC_TEXT_MISSING = "rubric-text-missing"
    RUBRIC_ORDER = "rubric-order"
    RUBRIC_CHANGED = "rubric-changed"

    # what was asked for
    RUBRIC_UNKNOWN = "rubric-unknown"
    RUBRIC_GRADES_NOTHING = "rubric-grades-nothing"
    RUBRICS_MIXED = "rubrics-mixed"
    REGION_UNKNOWN = "region-unknown"
    REGION_MISSING = "region-missing"
    CHAPTERS_MISSING = "chapters-missing"
    CHAPTERS_NONE = "chapters-none"
    CHAPTER_UNKNOWN = "chapter-unknown"
    CHAPTER_UNPRINTABLE = "chapter-unprintable"
    CHAPTER_LANGUAGE = "chapter-language", Severity.NOTICE
    ROUND_UNKNOWN = "round-unknown"
    BASELINE_UNKNOWN = "baseline-unknown"
    GROUPING_UNKNOWN = "grouping-unknown"
    VERSUS_ITSELF = "versus-itself"
    NO_OWN_ASSESSMENT = "no-own-assessment"
    VERSUS_LATER = "versus-later", Severity.WARNING
    ROUND_WITHOUT_REGION = "round-without-region"
    NOTHING_INSPECTED = "nothing-inspected"
    NOTHING_TO_REPORT = "nothing-to-report"
    UNIT_WITHOUT_ROUND = "unit-without-round"
    REPLACED_UNKNOWN = "replaced-unknown"
    IMPORT_UNKNOWN = "import-unknown"
    IMPORT_NOT_IN_FORCE = "import-not-in-force"
    IMPORT_REPLACED = "import-replaced"
    IMPORT_NOT_UNDONE = "import-not-undone"
    IMPORT_NEEDED = "import-needed"
    IMPORT_CLASHES = "import-clashes"
    DATABASE_ABSENT = "database-absent"
    DATABASE_FOREIGN = "database-foreign"
    DATABASE_UNREACHABLE = "database-unreachable"
    DATABASE_OLDER = "database-older"
    DATABASE_TOO_OLD = "database-too-old"
    DATABASE_NEWER = "database-newer"
    DATABASE_DRIVER = "database-driver"
    DATABASE_BUSY = "database-busy"
    LEDGER_FILE = "ledger-file"
    LEDGER_REFERENCE = "ledger-reference"
    LEDGER_RUBRIC = "ledger-rubric"
    LEDGER_MARK = "ledger-mark"
    LEDGER_TALLY = "ledger-tally"
    LEDGER_WORD = "ledger-word"
    LEDGER_UNIT = "ledger-unit"
    RESTORE_NOT_EMPTY = "restore-not-empty"
    RESTORE_FOLDER = "restore-folder"
    FOLDER_NOT_EMPTY = "folder-not-empty"
    EXPORT_ABSENT = "export-absent"
    EXPORT_NEWER = "export-newer"
    EXPORT_CHANGED = "export-changed"
    EXPORT_CONTRADICTS = "export-contradicts"
    REPORT_UNKNOWN = "report-unknown"
    REPORT_FILES_UNKNOWN = "report-files-unknown", Severity.WARNING
    REPORT_DAMAGED = "report-damaged"
    REPORT_OTHER = "report-other", Severity.WARNING
    REPORT_STRAY = "report-stray", Severity.WARNING
    REPORT_INCOMPLETE = "report-incomplete", Severity.WARNING
    SUBJECT_UNKNOWN = "subject-unknown"
    SUBJECT_AMBIGUOUS = "subject-ambiguous"
    STATISTIC_UNKNOWN = "statistic-unknown"
    FIGURE_NOT_OF = "figure-not-of"
    FIGURE_GONE = "figure-gone"
    RELEASE_CHANGED = "release-changed"
    RELEASE_DIVIDED = "release-divided"
    RELEASE_ERASED = "release-erased"
    RELEASE_UNKNOWN = "release-unknown"
    RELEASE_WITHDRAWN = "release-withdrawn"
    RELEASE_WITHHELD = "release-withheld", Severity.NOTICE
    PREVIEW_ONLY = "preview-only", Severity.WARNING
    DATABASE_READ_ONLY = "database-read-only"
    REASON_MISSING = "reason-missing"
    ERASED_TEXT_UNKNOWN = "erased-text-unknown"
    GROUP_WITHOUT_UNITS = "group-without-units"
    OUTPUT_EXISTS = "output-exists"
    OUTPUT_LEFT_OVER = "output-left-over", Severity.NOTICE
    OUTPUT_UNWRITABLE = "output-unwritable"

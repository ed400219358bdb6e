CREATE TABLE release (
	id INTEGER NOT NULL, 
	profile TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	scope_id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	division TEXT NOT NULL, 
	k INTEGER NOT NULL CHECK (k >= 0), 
	k_distribution INTEGER NOT NULL CHECK (k_distribution >= 0), 
	insiders INTEGER NOT NULL CHECK (insiders >= 0), 
	events_seen INTEGER NOT NULL CHECK (events_seen >= 0), 
	released_at TEXT NOT NULL, 
	released_by TEXT NOT NULL, 
	tool_version TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('region', 'group', 'unit')), 
	CHECK (profile IN ('inspector', 'unit', 'public'))
)
 STRICT;

CREATE TABLE rubric (
	hash TEXT NOT NULL, 
	id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (hash)
)
 STRICT;

CREATE TABLE spur_schema (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
)
 STRICT;

CREATE TABLE unit (
	id TEXT NOT NULL, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE import (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	file_hash TEXT NOT NULL, 
	rubric_hash TEXT, 
	round TEXT, 
	name TEXT, 
	excludes TEXT, 
	replaces INTEGER, 
	slots INTEGER, 
	imported_at TEXT NOT NULL, 
	imported_by TEXT NOT NULL, 
	tool_version TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('units', 'grades', 'survey', 'baseline', 'inspection', 'invited', 'shares', 'texts', 'coding', 'indicators', 'actions')), 
	CHECK ((kind = 'survey') = (slots IS NOT NULL)), 
	UNIQUE (id, slots), 
	FOREIGN KEY(rubric_hash) REFERENCES rubric (hash), 
	FOREIGN KEY(replaces) REFERENCES import (id)
)
 STRICT;

CREATE TABLE inspection_event (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	round TEXT NOT NULL, 
	area TEXT NOT NULL, 
	state TEXT NOT NULL, 
	note TEXT NOT NULL, 
	happened_on TEXT NOT NULL, 
	by_whom TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	tool_version TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('state', 'comment', 'plan')), 
	CHECK (state IN ('', 'draft', 'commented', 'calibrated', 'final')), 
	CHECK ((kind = 'state') = (state <> '') AND (kind = 'state') = (area = '')), 
	CHECK (kind = 'plan' OR by_whom <> ''), 
	CHECK (kind = 'state' OR note <> ''), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE release_part (
	release_id INTEGER NOT NULL, 
	part TEXT NOT NULL, 
	units TEXT NOT NULL, 
	PRIMARY KEY (release_id, part), 
	FOREIGN KEY(release_id) REFERENCES release (id)
)
 STRICT;

CREATE TABLE release_shown (
	release_id INTEGER NOT NULL, 
	round TEXT NOT NULL, 
	role TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	shown TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	PRIMARY KEY (release_id, round, role, subject, shown), 
	CHECK (shown IN ('counts', 'spread', 'options', 'missing', 'texts')), 
	FOREIGN KEY(release_id) REFERENCES release (id)
)
 STRICT;

CREATE TABLE release_withdrawal (
	release_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	by_whom TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	tool_version TEXT NOT NULL, 
	PRIMARY KEY (release_id), 
	FOREIGN KEY(release_id) REFERENCES release (id)
)
 STRICT;

CREATE TABLE action_event (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	unit_id TEXT, 
	region TEXT, 
	subject TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due TEXT, 
	state TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, unit_id, subject), 
	UNIQUE (import_id, region, subject), 
	CHECK ((unit_id IS NULL) <> (region IS NULL)), 
	CHECK (state IN ('not-started', 'ongoing', 'done', 'rejected')), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE answer_tally (
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	slot TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	answers INTEGER NOT NULL CHECK (answers >= 0), 
	PRIMARY KEY (import_id, unit_id, role, slot, mark), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE baseline_tally (
	import_id INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	role TEXT NOT NULL, 
	specialty_group TEXT NOT NULL, 
	positive INTEGER CHECK (positive >= 0), 
	neutral INTEGER CHECK (neutral >= 0), 
	negative INTEGER CHECK (negative >= 0), 
	missing INTEGER CHECK (missing >= 0), 
	share_positive TEXT, 
	n INTEGER CHECK (n >= 0), 
	PRIMARY KEY (import_id, question, role, specialty_group), 
	FOREIGN KEY(import_id) REFERENCES import (id)
)
 STRICT;

CREATE TABLE grade_event (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	area TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	happened_on TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, unit_id, area, kind), 
	CHECK (kind IN ('at-inspection', 'after-plan')), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE indicator_count (
	import_id INTEGER NOT NULL, 
	scope TEXT NOT NULL, 
	scope_id TEXT NOT NULL, 
	indicator TEXT NOT NULL, 
	period TEXT NOT NULL, 
	numerator INTEGER CHECK (numerator >= 0), 
	denominator INTEGER CHECK (denominator >= 0), 
	printed TEXT, 
	decimals INTEGER NOT NULL CHECK (decimals >= 0), 
	PRIMARY KEY (import_id, scope, scope_id, indicator, period), 
	CHECK (scope IN ('unit', 'region')), 
	FOREIGN KEY(import_id) REFERENCES import (id)
)
 STRICT;

CREATE TABLE inspection (
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	judgement TEXT NOT NULL, 
	inspector TEXT NOT NULL, 
	inspected_on TEXT, 
	inspectors TEXT NOT NULL, 
	PRIMARY KEY (import_id), 
	CHECK (judgement IN ('joint', 'own')), 
	CHECK ((judgement = 'own') = (inspector <> '')), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE invited (
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	invited INTEGER NOT NULL CHECK (invited >= 0), 
	PRIMARY KEY (import_id, unit_id, role), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE recommendation (
	import_id INTEGER NOT NULL, 
	region TEXT NOT NULL, 
	number TEXT NOT NULL, 
	heading TEXT NOT NULL, 
	text TEXT NOT NULL, 
	see TEXT NOT NULL, 
	about TEXT NOT NULL, 
	PRIMARY KEY (import_id, region, number), 
	FOREIGN KEY(import_id) REFERENCES import (id)
)
 STRICT;

CREATE TABLE release_source (
	release_id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	PRIMARY KEY (release_id, import_id), 
	FOREIGN KEY(release_id) REFERENCES release (id), 
	FOREIGN KEY(import_id) REFERENCES import (id)
)
 STRICT;

CREATE TABLE response (
	import_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL CHECK ("row" >= 0), 
	id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	slots INTEGER NOT NULL, 
	answers TEXT NOT NULL, 
	PRIMARY KEY (import_id, "row"), 
	FOREIGN KEY(import_id, slots) REFERENCES import (id, slots), 
	CHECK (length(answers) = slots), 
	CHECK (ltrim(answers, '0123456789abcdefghijklmnopqrstuvwxyz') = ''), 
	FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE response_tally (
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	responses INTEGER NOT NULL CHECK (responses >= 0), 
	PRIMARY KEY (import_id, unit_id, role), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE text_answer (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	response_id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	question TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE unit_record (
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	specialty TEXT NOT NULL, 
	specialty_group TEXT NOT NULL, 
	place TEXT NOT NULL, 
	region TEXT NOT NULL, 
	further TEXT NOT NULL, 
	PRIMARY KEY (import_id, unit_id), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
)
 STRICT;

CREATE TABLE area_judgement (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	area TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	motivation TEXT NOT NULL, 
	description TEXT NOT NULL, 
	strengths TEXT NOT NULL, 
	weaknesses TEXT NOT NULL, 
	possibilities TEXT NOT NULL, 
	comment TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, area), 
	FOREIGN KEY(import_id) REFERENCES inspection (import_id)
)
 STRICT;

CREATE TABLE ledger_event (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"row" INTEGER, 
	text_id INTEGER, 
	reason TEXT NOT NULL, 
	by_whom TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	tool_version TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('undone', 'redone', 'erased')), 
	CHECK ((kind = 'erased') = (("row" IS NULL) <> (text_id IS NULL))), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(text_id) REFERENCES text_answer (id)
)
 STRICT;

CREATE TABLE number_answer (
	import_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (import_id, "row", question), 
	FOREIGN KEY(import_id, "row") REFERENCES response (import_id, "row")
)
 STRICT;

CREATE TABLE text_coding (
	import_id INTEGER NOT NULL, 
	text_id INTEGER NOT NULL, 
	categories TEXT NOT NULL, 
	quotable INTEGER NOT NULL CHECK (quotable IN (0, 1)), 
	quotation TEXT NOT NULL, 
	PRIMARY KEY (import_id, text_id), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(text_id) REFERENCES text_answer (id)
)
 STRICT;

CREATE TABLE finding (
	id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	area TEXT NOT NULL, 
	requirement TEXT NOT NULL, 
	finding TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, requirement), 
	FOREIGN KEY(import_id, area) REFERENCES area_judgement (import_id, area), 
	FOREIGN KEY(import_id) REFERENCES import (id)
)
 STRICT;

CREATE INDEX import_by_replaces ON import (replaces);

CREATE INDEX import_by_round ON import (round, kind);

CREATE INDEX inspection_event_by_round ON inspection_event (round, unit_id);

CREATE INDEX ledger_event_by_import ON ledger_event (import_id);

CREATE INDEX release_shown_by_round ON release_shown (round, release_id);

CREATE INDEX response_by_id ON response (id, import_id);

CREATE INDEX text_by_import ON text_answer (import_id);


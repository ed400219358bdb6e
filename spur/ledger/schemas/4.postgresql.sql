CREATE TABLE release (
	id SERIAL NOT NULL, 
	profile TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	scope_id TEXT COLLATE "C" NOT NULL, 
	round TEXT COLLATE "C" NOT NULL, 
	division TEXT COLLATE "C" NOT NULL, 
	k BIGINT NOT NULL CHECK (k >= 0), 
	k_distribution BIGINT NOT NULL CHECK (k_distribution >= 0), 
	insiders BIGINT NOT NULL CHECK (insiders >= 0), 
	events_seen BIGINT NOT NULL CHECK (events_seen >= 0), 
	released_at TEXT COLLATE "C" NOT NULL, 
	released_by TEXT COLLATE "C" NOT NULL, 
	tool_version TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('region', 'group', 'unit')), 
	CHECK (profile IN ('inspector', 'unit', 'public'))
);

CREATE TABLE rubric (
	hash TEXT COLLATE "C" NOT NULL, 
	id TEXT COLLATE "C" NOT NULL, 
	version TEXT COLLATE "C" NOT NULL, 
	source TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (hash)
);

CREATE TABLE spur_schema (
	version SERIAL NOT NULL, 
	PRIMARY KEY (version)
);

CREATE TABLE unit (
	id TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE import (
	id SERIAL NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	file_name TEXT COLLATE "C" NOT NULL, 
	file_hash TEXT COLLATE "C" NOT NULL, 
	rubric_hash TEXT COLLATE "C", 
	round TEXT COLLATE "C", 
	name TEXT COLLATE "C", 
	excludes TEXT COLLATE "C", 
	replaces INTEGER, 
	slots INTEGER, 
	imported_at TEXT COLLATE "C" NOT NULL, 
	imported_by TEXT COLLATE "C" NOT NULL, 
	tool_version TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('units', 'grades', 'survey', 'baseline', 'inspection', 'invited', 'shares', 'texts', 'coding', 'indicators', 'actions')), 
	CHECK ((kind = 'survey') = (slots IS NOT NULL)), 
	UNIQUE (id, slots), 
	FOREIGN KEY(rubric_hash) REFERENCES rubric (hash), 
	FOREIGN KEY(replaces) REFERENCES import (id)
);

CREATE TABLE inspection_event (
	id SERIAL NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	round TEXT COLLATE "C" NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	happened_on TEXT COLLATE "C" NOT NULL, 
	by_whom TEXT COLLATE "C" NOT NULL, 
	recorded_at TEXT COLLATE "C" NOT NULL, 
	tool_version TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('state', 'comment', 'plan')), 
	CHECK (state IN ('', 'draft', 'commented', 'calibrated', 'final')), 
	CHECK ((kind = 'state') = (state <> '') AND (kind = 'state') = (area = '')), 
	CHECK (kind = 'plan' OR by_whom <> ''), 
	CHECK (kind = 'state' OR note <> ''), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE release_part (
	release_id INTEGER NOT NULL, 
	part TEXT COLLATE "C" NOT NULL, 
	units TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (release_id, part), 
	FOREIGN KEY(release_id) REFERENCES release (id)
);

CREATE TABLE release_shown (
	release_id INTEGER NOT NULL, 
	round TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	subject TEXT COLLATE "C" NOT NULL, 
	shown TEXT COLLATE "C" NOT NULL, 
	parts TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (release_id, round, role, subject, shown), 
	CHECK (shown IN ('counts', 'spread', 'options', 'missing', 'texts')), 
	FOREIGN KEY(release_id) REFERENCES release (id)
);

CREATE TABLE release_withdrawal (
	release_id INTEGER NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	by_whom TEXT COLLATE "C" NOT NULL, 
	recorded_at TEXT COLLATE "C" NOT NULL, 
	tool_version TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (release_id), 
	FOREIGN KEY(release_id) REFERENCES release (id)
);

CREATE TABLE action_event (
	id SERIAL NOT NULL, 
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C", 
	region TEXT COLLATE "C", 
	subject TEXT COLLATE "C" NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	due TEXT COLLATE "C", 
	state TEXT COLLATE "C" NOT NULL, 
	evidence TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, unit_id, subject), 
	UNIQUE (import_id, region, subject), 
	CHECK ((unit_id IS NULL) <> (region IS NULL)), 
	CHECK (state IN ('not-started', 'ongoing', 'done', 'rejected')), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE answer_tally (
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	slot TEXT COLLATE "C" NOT NULL, 
	mark TEXT COLLATE "C" NOT NULL, 
	answers BIGINT NOT NULL CHECK (answers >= 0), 
	PRIMARY KEY (import_id, unit_id, role, slot, mark), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE baseline_tally (
	import_id INTEGER NOT NULL, 
	question TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	specialty_group TEXT COLLATE "C" NOT NULL, 
	positive BIGINT CHECK (positive >= 0), 
	neutral BIGINT CHECK (neutral >= 0), 
	negative BIGINT CHECK (negative >= 0), 
	missing BIGINT CHECK (missing >= 0), 
	share_positive TEXT COLLATE "C", 
	n BIGINT CHECK (n >= 0), 
	PRIMARY KEY (import_id, question, role, specialty_group), 
	FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE TABLE grade_event (
	id SERIAL NOT NULL, 
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	grade TEXT COLLATE "C" NOT NULL, 
	happened_on TEXT COLLATE "C", 
	PRIMARY KEY (id), 
	UNIQUE (import_id, unit_id, area, kind), 
	CHECK (kind IN ('at-inspection', 'after-plan')), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE indicator_count (
	import_id INTEGER NOT NULL, 
	scope TEXT COLLATE "C" NOT NULL, 
	scope_id TEXT COLLATE "C" NOT NULL, 
	indicator TEXT COLLATE "C" NOT NULL, 
	period TEXT COLLATE "C" NOT NULL, 
	numerator BIGINT CHECK (numerator >= 0), 
	denominator BIGINT CHECK (denominator >= 0), 
	printed TEXT COLLATE "C", 
	decimals BIGINT NOT NULL CHECK (decimals >= 0), 
	PRIMARY KEY (import_id, scope, scope_id, indicator, period), 
	CHECK (scope IN ('unit', 'region')), 
	FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE TABLE inspection (
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	judgement TEXT COLLATE "C" NOT NULL, 
	inspector TEXT COLLATE "C" NOT NULL, 
	inspected_on TEXT COLLATE "C", 
	inspectors TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (import_id), 
	CHECK (judgement IN ('joint', 'own')), 
	CHECK ((judgement = 'own') = (inspector <> '')), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE invited (
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	invited BIGINT NOT NULL CHECK (invited >= 0), 
	PRIMARY KEY (import_id, unit_id, role), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE recommendation (
	import_id INTEGER NOT NULL, 
	region TEXT COLLATE "C" NOT NULL, 
	number TEXT COLLATE "C" NOT NULL, 
	heading TEXT COLLATE "C" NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	see TEXT COLLATE "C" NOT NULL, 
	about TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (import_id, region, number), 
	FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE TABLE release_source (
	release_id INTEGER NOT NULL, 
	import_id INTEGER NOT NULL, 
	PRIMARY KEY (release_id, import_id), 
	FOREIGN KEY(release_id) REFERENCES release (id), 
	FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE TABLE response (
	import_id INTEGER NOT NULL, 
	row INTEGER NOT NULL CHECK ("row" >= 0), 
	id TEXT COLLATE "C" NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	slots INTEGER NOT NULL, 
	answers TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (import_id, row), 
	FOREIGN KEY(import_id, slots) REFERENCES import (id, slots), 
	CHECK (length(answers) = slots), 
	CHECK (ltrim(answers, '0123456789abcdefghijklmnopqrstuvwxyz') = ''), 
	FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE response_tally (
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	responses BIGINT NOT NULL CHECK (responses >= 0), 
	PRIMARY KEY (import_id, unit_id, role), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE text_answer (
	id SERIAL NOT NULL, 
	import_id INTEGER NOT NULL, 
	response_id TEXT COLLATE "C" NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	question TEXT COLLATE "C" NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE unit_record (
	import_id INTEGER NOT NULL, 
	unit_id TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	specialty TEXT COLLATE "C" NOT NULL, 
	specialty_group TEXT COLLATE "C" NOT NULL, 
	place TEXT COLLATE "C" NOT NULL, 
	region TEXT COLLATE "C" NOT NULL, 
	further TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (import_id, unit_id), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
);

CREATE TABLE area_judgement (
	id SERIAL NOT NULL, 
	import_id INTEGER NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	grade TEXT COLLATE "C" NOT NULL, 
	motivation TEXT COLLATE "C" NOT NULL, 
	description TEXT COLLATE "C" NOT NULL, 
	strengths TEXT COLLATE "C" NOT NULL, 
	weaknesses TEXT COLLATE "C" NOT NULL, 
	possibilities TEXT COLLATE "C" NOT NULL, 
	comment TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, area), 
	FOREIGN KEY(import_id) REFERENCES inspection (import_id)
);

CREATE TABLE ledger_event (
	id SERIAL NOT NULL, 
	import_id INTEGER NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	row INTEGER, 
	text_id INTEGER, 
	reason TEXT COLLATE "C" NOT NULL, 
	by_whom TEXT COLLATE "C" NOT NULL, 
	recorded_at TEXT COLLATE "C" NOT NULL, 
	tool_version TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('undone', 'redone', 'erased')), 
	CHECK ((kind = 'erased') = (("row" IS NULL) <> (text_id IS NULL))), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(text_id) REFERENCES text_answer (id)
);

CREATE TABLE number_answer (
	import_id INTEGER NOT NULL, 
	row INTEGER NOT NULL, 
	question TEXT COLLATE "C" NOT NULL, 
	value TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (import_id, row, question), 
	FOREIGN KEY(import_id, row) REFERENCES response (import_id, row)
);

CREATE TABLE text_coding (
	import_id INTEGER NOT NULL, 
	text_id INTEGER NOT NULL, 
	categories TEXT COLLATE "C" NOT NULL, 
	quotable INTEGER NOT NULL CHECK (quotable IN (0, 1)), 
	quotation TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (import_id, text_id), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(text_id) REFERENCES text_answer (id)
);

CREATE TABLE finding (
	id SERIAL NOT NULL, 
	import_id INTEGER NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	requirement TEXT COLLATE "C" NOT NULL, 
	finding TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (import_id, requirement), 
	FOREIGN KEY(import_id, area) REFERENCES area_judgement (import_id, area), 
	FOREIGN KEY(import_id) REFERENCES import (id)
);

CREATE INDEX import_by_replaces ON import (replaces);

CREATE INDEX import_by_round ON import (round, kind);

CREATE INDEX inspection_event_by_round ON inspection_event (round, unit_id);

CREATE INDEX ledger_event_by_import ON ledger_event (import_id);

CREATE INDEX release_shown_by_round ON release_shown (round, release_id);

CREATE INDEX response_by_id ON response (id, import_id);

CREATE INDEX text_by_import ON text_answer (import_id);


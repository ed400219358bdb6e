CREATE TABLE rubric (
	hash TEXT NOT NULL, 
	id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	n_closed INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (hash), 
	UNIQUE (hash, n_closed)
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
	imported_at TEXT NOT NULL, 
	tool_version TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('units', 'grades', 'survey', 'baseline')), 
	FOREIGN KEY(rubric_hash) REFERENCES rubric (hash), 
	UNIQUE (replaces), 
	FOREIGN KEY(replaces) REFERENCES import (id)
)
 STRICT;
CREATE TABLE answer_tally (
	import_id INTEGER NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	question TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	answers INTEGER NOT NULL CHECK (answers >= 0), 
	PRIMARY KEY (import_id, unit_id, role, question, mark), 
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
CREATE TABLE response (
	import_id INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	rubric_hash TEXT NOT NULL, 
	n_closed INTEGER NOT NULL, 
	answers TEXT NOT NULL, 
	PRIMARY KEY (import_id, id), 
	FOREIGN KEY(rubric_hash, n_closed) REFERENCES rubric (hash, n_closed), 
	CHECK (length(answers) = n_closed), 
	CHECK (ltrim(answers, '0123456789abcdefghijklmnopqrstuvwxyz') = ''), 
	FOREIGN KEY(import_id) REFERENCES import (id), 
	FOREIGN KEY(unit_id) REFERENCES unit (id)
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
CREATE INDEX import_by_round ON import (round, kind);
CREATE INDEX response_by_id ON response (id);

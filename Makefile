# make demo   the whole way once: from the shipped data to the region's report in out/
# make test   everything that must hold: lint, types, import contract, tests
# make test-long   what takes longer: imports killed 200 times, eight processes at once
# make test-browser   the web page in Chromium: axe-core, the keyboard, 320 px, paper
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test test-long test-browser docs guides clean

demo: $(VENV)/installed
	$(BIN)/spur demo --out out/

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n auto --dist loadfile

# hundreds of kills and hundreds of files at once
test-long: $(VENV)/installed-dev
	$(BIN)/pytest -n auto -m long

# axe-core, the keyboard and paper, in a real browser: needs Node and Chromium (or its path in CHROMIUM)
test-browser: $(VENV)/installed-dev
	npm install --prefix .browser --no-save --no-package-lock --no-audit --no-fund axe-core@4 playwright-core@1
	NODE_PATH=.browser/node_modules $(BIN)/pytest -m browser

# the command reference and the table of problems, made from the code (the tests hold them to it)
docs: $(VENV)/installed-dev
	$(BIN)/python docs/generate.py

# the pictures in docs/guides, taken of what the guides' own commands make: needs LibreOffice
guides: $(VENV)/installed-dev
	$(BIN)/python docs/pictures.py

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "spur needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) out .browser .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

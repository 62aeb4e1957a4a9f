# `make demo` and `make test` do everything on a machine with git, make and python3 with venv. Nothing needs root.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHROMIUM := apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-core
READY := $(VENV)/.ready
LOCKED := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: help demo test compiled chromium check proof fuzz audit pictures papers model format lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo    set up, make the demonstration's world, talk with the assistant"
	@echo "make test    set up, check format, lint, types, imports; run all tests"
	@echo "make check   the same without the tests"
	@echo "make proof   the long proofs and the benchmarks"
	@echo "make fuzz    anything through every parser and door, many times over; SEED=7 repeats a run"
	@echo "make audit   the bill of materials, build/sbom.json, and what is known against it; needs the internet"
	@echo "make pictures  draw the pictures of the README and the guides anew"
	@echo "make papers  make the Word templates and the pictures of the reports anew; needs LibreOffice"
	@echo "make model   train the reader of questions anew from handlers/understanding/questions; some minutes"
	@echo "make format  write the code in its one format"
	@echo "make lock    renew both locks from pyproject.toml: with the tools of development, and to run only"
	@echo "make clean   remove what was set up; the data stay"

demo: $(READY)
	@$(BIN)/python -m bot demo

test: chromium
	@$(MAKE) --no-print-directory --jobs 2 check compiled
	$(BIN)/pytest --numprocesses 5  # on two cores: some tests wait for a server, a clock or a browser

# In a fresh clone each of the five would compile all tests for itself. What cannot be collected, the run itself tells.
compiled: $(READY)
	@test -d .pytest_cache || $(BIN)/pytest --collect-only --quiet >/dev/null || true

chromium:
	@test -x /usr/bin/chromium-headless-shell -o -x /usr/bin/chromium && exit; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -q && $(CHROMIUM); \
	else echo "The tests of the page need a browser: sudo $(CHROMIUM)" >&2; exit 1; fi

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --num-workers 2
	$(BIN)/lint-imports

proof: $(READY)
	$(BIN)/pytest -m proof
	HYPOTHESIS_PROFILE=proof $(BIN)/pytest tests/rules tests/handlers/test_permissions.py tests/handlers/centres/test_forged.py
	$(MAKE) fuzz
	$(BIN)/python -m benchmarks

fuzz: SEED := $(or $(SEED),$(shell date +%s))
fuzz: $(READY)
	@echo "SEED=$(SEED)"
	HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -m "" --hypothesis-seed=$(SEED) tests/fuzz

audit: $(READY)
	$(BIN)/python -m supply.bill build/sbom.json
	$(BIN)/python -m supply.audit

pictures: $(READY) chromium
	$(BIN)/python -m docs.pictures.shoot
	$(BIN)/python -m docs.pictures.shoot_setup
	$(BIN)/python -m docs.pictures.draw_targets

papers: $(READY)
	$(BIN)/python -m docs.papers.templates
	$(BIN)/python -m docs.pictures.papers

model: $(READY)
	$(BIN)/python -m handlers.understanding.training

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY)
	$(BIN)/pip install --quiet uv
	$(LOCKED) --extra dev --output-file requirements.lock pyproject.toml
	$(LOCKED) --constraint requirements.lock --output-file requirements-run.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# Stamped: while neither the lock nor the project file changes, nothing is installed again.
$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "The system package python3 is missing." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with make PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "The system package python3-venv is missing." >&2; exit 1; }
	@echo "Setting up $(VENV), once." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Two commands: `make demo` sets everything up and exports inputs/ into outputs/; `make test` sets up and runs all checks.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed

.PHONY: demo test bench pictures clean

demo: $(STAMP)
	@.ci/system-libraries demo
	$(BIN)/reportkit export inputs/*-*/ -o outputs -f pdf -f docx -f html
	@echo "Open these:"; ls outputs/*/*.pdf outputs/*/*.docx

test: $(STAMP)
	@.ci/system-libraries test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadscope

# `make bench SESSIONS=40` is a try of some minutes; `make bench DOCS=yes` tells docs/speed.md what was measured.
bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks --sessions $(or $(SESSIONS),1000) $(if $(DOCS),--write-docs)

pictures: $(STAMP)
	$(BIN)/python docs/pictures.py

# The virtual environment, made anew when what it has to hold changes.
$(STAMP): setup.cfg pyproject.toml
	@.ci/system-libraries demo
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reportkit needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV) build dist *.egg-info .*_cache

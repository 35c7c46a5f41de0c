# Two commands: `make demo` sets everything up and exports inputs/ into outputs/; `make test` sets up and runs all checks.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed

.PHONY: demo test setup bench clean

demo: setup
	$(BIN)/reportkit export inputs/*/ -o outputs -f pdf -f docx -f html
	@echo; echo "Open these:"; ls -d outputs/*/

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

bench: setup
	$(BIN)/python benchmarks/startup.py

setup: $(STAMP)
	@sh docs/install-system.sh

$(STAMP): setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reportkit needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) build dist *.egg-info

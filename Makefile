# Two commands do all the set-up: `make demo` and `make test`. Needs git, make, python3 (3.11 or later) and its venv.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test lint format docs wheel clean

demo: $(VENV)/runtime
	@$(BIN)/moonrace mission chang-e-6 --format table

test: $(VENV)/dev lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The parts of README.md and docs/ that the program itself writes.
docs: $(VENV)/dev
	$(BIN)/cog -r -I docs README.md docs/cli.md docs/facts.md docs/your-own-data.md
	$(BIN)/python docs/show.py
	$(BIN)/python docs/man.py

wheel: $(VENV)/dev
	$(BIN)/python -m build

$(VENV)/runtime: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

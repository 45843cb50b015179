# Two commands do all the set-up: `make demo` and `make test`. Needs git, make, python3 (3.11 or later) and its venv.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PIP := -m pip install --quiet --disable-pip-version-check

.PHONY: demo test versions lint format docs lock wheel clean

demo: $(VENV)/runtime
	@$(BIN)/moonrace mission chang-e-6 --format table

# With the locked versions of everything, run-time dependencies included.
test: $(VENV)/dev lint
	$(BIN)/python -m pytest -n auto

# With the newest versions of everything, then with the oldest run-time dependencies that pyproject.toml allows.
versions:
	$(PYTHON) -m venv --clear $(VENV)-newest
	$(VENV)-newest/bin/python $(PIP) --upgrade "pip>=25.1"
	$(VENV)-newest/bin/python $(PIP) --editable . --group dev
	$(VENV)-newest/bin/python -m pytest -n auto
	$(VENV)-newest/bin/python $(PIP) $$($(VENV)-newest/bin/python tests/oldest.py)
	$(VENV)-newest/bin/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The parts of README.md, data/README.md and docs/ that the program itself writes.
docs: $(VENV)/dev
	$(BIN)/cog -r -I docs README.md data/README.md docs/cli.md docs/facts.md docs/release-0.2.md docs/your-own-data.md
	$(BIN)/python docs/show.py
	$(BIN)/python docs/man.py

# The lock: the newest versions that pyproject.toml allows, with their hashes.
lock: $(VENV)/dev
	$(BIN)/python $(PIP) "uv>=0.9"
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-config --upgrade --quiet --output-file requirements-dev.txt

wheel: $(VENV)/dev
	$(BIN)/python -m build

$(VENV)/runtime: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) --editable .
	@touch $@

$(VENV)/dev: pyproject.toml requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) --require-hashes --requirement requirements-dev.txt
	$(BIN)/python $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-newest dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Everything a newcomer needs: `make` lists it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help setup demo test test-engines check fix bench lock
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | while IFS=$$'\t' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

setup: $(STAMP) ## make the virtual environment with locked dependencies
	@$(BIN)/python scripts/system_libraries.py

demo: setup ## make a synthetic year and run the whole competition on it
	@$(BIN)/python -m evaluator demo demo

test: setup ## run every test
	@$(BIN)/python scripts/system_libraries.py --tests
	$(BIN)/python -m pytest

test-engines: setup ## measure one small year on PostgreSQL and Spark; installs them when root
	$(BIN)/python scripts/engines.py

check: setup ## lint, types and import rules; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup ## mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure speed and memory, side by side; ONLY=reading, growth, certificates, signing or resampling for a part
	$(BIN)/python -m bench

lock: setup ## resolve dependencies anew into requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements.lock
	$(BIN)/python -c 'import tomllib; extras = tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]; \
		print(*extras["postgresql"], *extras["spark"], sep="\n")' \
	| $(BIN)/uv pip compile - --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet --output-file requirements-engines.lock

# What one does with memocite. `make` alone explains every target.
# Each target makes .venv and installs into it by itself when that is missing or out of date.

PYTHON ?= python3
TORCH ?= torch==2.13.0
HOST ?= 127.0.0.1
PORT ?= 7860
QUESTIONS ?= tests/questions/memos.jsonl
OUT ?= build/reranker
BENCH ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install chat eval adapter reranker weights bench check test lock clean

help: ## Explain the targets (this text)
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name words; do \
		printf '  make %-10s %s\n' "$$name" "$$words"; done

install: .venv/installed ## Make .venv and install memocite into it, as locked in requirements.txt
	@echo "memocite is installed: $(BIN)/memocite --help"

chat: .venv/installed ## Open the web chat on localhost (HOST, PORT); indexes the two memos first
	@echo "Starting the chat at http://$(HOST):$(PORT)"
	$(BIN)/memocite chat --host $(HOST) --port $(PORT)

eval: .venv/installed ## Put the shipped question set to memocite and print how it did (QUESTIONS)
	$(BIN)/memocite eval $(QUESTIONS)

adapter: .venv/training ## Learn anew how questions are turned towards passages: make adapter DATA=folder
	$(BIN)/python -m rag.training.query_adapter $(DATA)

reranker: .venv/training ## Train the reranker anew: make reranker DATA=folder (OUT)
	$(BIN)/python -m rag.training.reranker $(DATA) $(OUT)

weights: .venv/training ## Learn anew how much each sign of an answer counts: make weights DATA=folder
	$(BIN)/python -m rag.training.calibrate $(DATA)

bench: .venv/benching ## Measure speed and memory, about an hour: make bench DATA=folder (BENCH=--quick)
	$(BIN)/python -m tests.bench --data $(or $(DATA),data) $(BENCH)

check: .venv/developing ## Lint, formatting and types: ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check ## Everything that CI checks: `make check`, then the tests (Chromium is needed)
	$(BIN)/pytest

lock: ## Write requirements.txt and requirements-dev.txt anew, from what pyproject.toml allows today
	@echo "Resolving in a fresh environment (some minutes)"
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/pip install --quiet $(TORCH) .
	build/lock/bin/pip freeze --exclude memocite | sed 's/^\(torch==[0-9.]*\)+.*/\1/' > requirements.txt
	build/lock/bin/pip install --quiet --constraint requirements.txt '.[dev]'
	build/lock/bin/pip freeze --exclude memocite | sed 's/^\(torch==[0-9.]*\)+.*/\1/' \
		| grep -vxFf requirements.txt > requirements-dev.txt
	rm -r build/lock

clean: ## Remove .venv and what the tools left behind; the index in MEMOCITE_HOME stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "memocite needs Python 3.11 or later: make PYTHON=python3.12 …" >&2; exit 2; }
	@echo "Making a virtual environment in .venv"
	$(PYTHON) -m venv .venv

# PyTorch goes first, by itself: so a smaller build of it can be chosen, and the lock then leaves it alone.
.venv/installed: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing memocite and what it stands on into .venv (some minutes the first time)"
	$(PIP) install --quiet $(TORCH)
	$(PIP) install --quiet -r requirements.txt
	$(PIP) install --quiet --no-deps --editable .
	@touch $@

.venv/training: .venv/installed
	@test -d "$(DATA)" || { echo "name the folder of training data: DATA=folder" >&2; exit 2; }
	@echo "Installing what training needs into .venv"
	$(PIP) install --quiet --constraint requirements.txt --editable '.[training]'
	@touch $@

.venv/benching: .venv/installed
	@echo "Installing what memocite is measured against into .venv"
	$(PIP) install --quiet --constraint requirements.txt --editable '.[bench]'
	@touch $@

.venv/developing: requirements-dev.txt .venv/installed
	@echo "Installing the tools for tests and checks into .venv"
	$(PIP) install --quiet -r requirements-dev.txt
	@touch $@

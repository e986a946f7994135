# Bảng Vàng. `make run` serves the example; `make test` runs everything CI runs.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
SHARED ?= ../shared
ADAPTER := --adapter tests.conformance.adapter:Adapter

# Where a machine forbids it, each of the hundred processes of a run would compile the same modules again: 3 s each.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test instant lint format lock build bench soak mutants mutation conformance screenshots translations
.PHONY: lint-types lint-style lint-imports lint-templates lint-unused

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Serve the example bloc on this machine
	@$(PYTHON) scripts/prepare.py run
	@./bangvang serve --example $(ARGS)

test: ## Check the code and run every test, the browser journeys included
	@$(PYTHON) scripts/prepare.py test
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -n 3 --dist worksteal --durations=20 --durations-min=1 $(ARGS)
	@$(MAKE) --no-print-directory instant ARGS=

instant: ## Run what reckons days once more, around midnight or at the end of February: another instant each day
	@BANGVANG_TEST_INSTANT=$${BANGVANG_TEST_INSTANT:-rotating} $(BIN)/pytest -n 2 --dist worksteal -k "not postgresql and not random" \
	  tests/engine/commands tests/forms/test_dates.py tests/workflows/registers/calendar tests/workflows/registers/awards \
	  tests/workflows/registers/organisation tests/workflows/procedures/unit_review $(ARGS)

lint: ## Check style, types, imports and templates, at once
	@$(MAKE) --no-print-directory --jobs=2 --output-sync --keep-going lint-types lint-style lint-imports lint-templates lint-unused

lint-types:
	@$(BIN)/mypy
lint-style:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
lint-imports:
	@$(BIN)/lint-imports --no-logo
lint-templates:
	@$(BIN)/djlint web/templates --lint --quiet
lint-unused:
	@$(BIN)/python scripts/dead_code.py

format: ## Lay the code out in the one way
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix --quiet

lock: ## Choose the newest allowed versions of all packages again
	@$(BIN)/python scripts/lock.py $(ARGS)

build: ## Make a wheel in dist/
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist . && ls dist

bench: ## Measure speed, all or ARGS="heart jobs"; writes build/bench.json and tells what moved against the baseline
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python -m tests.bench $(ARGS)

soak: ## Kill, race and restart everything for an hour, and look for what was lost; ARGS="--scale 0.1" for less
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python -m tests.faults $(ARGS)
	@BANGVANG_INTAKE=1 $(BIN)/pytest -q -n 2 tests/web/test_intake.py tests/web/workshop/test_cases.py
	@BANGVANG_AWAY=30 $(BIN)/pytest -q -n 0 -s tests/journeys/test_database_away.py
	@$(BIN)/python -m tests.journeys.fuzzing
	@BANGVANG_UPGRADE_KILLS=30 $(BIN)/pytest -q -n 2 tests/upgrades/test_kills.py
	@BANGVANG_ALL_PAIRS=1 $(BIN)/pytest -q -n 2 tests/authority
	@for at in before-midnight after-midnight end-of-february leap-day; do \
	  BANGVANG_TEST_INSTANT=$$at $(BIN)/pytest -n 2 --dist worksteal || exit 1; done
	@BANGVANG_WHOLE=1 $(BIN)/pytest -q -n 2 tests/upgrades/test_upgrade.py tests/journeys/test_flag.py \
	  tests/journeys/test_every_route.py tests/journeys/test_every_page.py tests/web \
	  tests/engine/commands/test_random_processes.py tests/engine/bpmn/test_stock.py
	@BANGVANG_FUZZED=100000 $(BIN)/pytest -q -n 2 tests/engine/feel/test_limits.py

mutants: ## Send ten thousand damaged diagrams through the upload page, a quarter of an hour; ARGS="-x"
	@$(PYTHON) scripts/prepare.py test
	@BANGVANG_MUTANTS=$${BANGVANG_MUTANTS:-10000} BANGVANG_SEED=$${BANGVANG_SEED:-0} $(BIN)/pytest -q tests/web/workshop/test_hostile.py $(ARGS)

mutation: ## Plant faults in what counts, chains, times and lets in, and name those that tests let live; ARGS="ballot --most 20"
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python -m tests.mutation $(ARGS)

conformance: ## Run the FEEL, DMN and BPMN corpora, and read our papers in LibreOffice
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/pytest tests/conformance $(ARGS)
	@$(PYTHON) scripts/prepare.py office
	@$(BIN)/pytest tests/journeys/test_other_programs.py
	@test -d $(SHARED)/corpora || echo "The corpora are not in $(SHARED)/corpora: only our own tests of the adapter have run."
	@test ! -d $(SHARED)/corpora/dmn-tck || $(BIN)/python $(SHARED)/harness/dmn_tck.py $(SHARED)/corpora/dmn-tck $(ADAPTER)
	@test ! -d $(SHARED)/corpora/miwg || $(BIN)/python $(SHARED)/harness/miwg.py $(SHARED)/corpora/miwg $(ADAPTER)
	@test ! -d $(SHARED)/corpora/miwg || $(BIN)/python $(SHARED)/harness/miwg.py $(SHARED)/corpora/miwg $(ADAPTER) --roundtrip

screenshots: ## Take the pictures of docs/screenshots and docs/documents again
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python scripts/screenshots.py
	@$(BIN)/python scripts/papers.py

translations: ## Write new messages into the catalogues
	@$(BIN)/python scripts/translations.py update

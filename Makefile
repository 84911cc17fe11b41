# Everything lives in .tools/, which git does not see: `make clean` leaves no trace.
# `make run` needs Python 3.11 or newer with venv, and nothing else.

SHELL := bash
.DEFAULT_GOAL := run

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/uv-venv/bin/uv
PY := .tools/venv/bin/python
export UV_PROJECT_ENVIRONMENT := .tools/venv
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
# Trust what the system trusts, as pip does: a hospital's network often has a certificate of its own.
export UV_SYSTEM_CERTS ?= true

SYNC = $(UV) sync --quiet --frozen --python "$$(command -v "$(PYTHON)")"
timed = @TIMEFORMAT='core: $(1) %1R s'; time
PYTEST_ARGS ?=
ALONE ?= $(sort $(shell find tests -name 'test_*.py' -not -path 'tests/web/*' -not -path 'tests/phone/*'))

.PHONY: run test quick some check lint format imports types core coverage web phone test-phone renew bench lives mutate soak screenshots wheel clean

## run: install what Svang needs to run, and serve it on http://localhost:8000
run: .tools/run.stamp
	@$(PY) -m svang serve

## test: all tests, the ones in a browser too
test: core web test-phone

## quick: within a minute, while you work: lint, format, types, imports, the loader's tests, and one file of scenarios for each
## section of the clinical text
quick: .tools/dev.stamp
	@$(MAKE) --no-print-directory -k lint format types imports some

some: .tools/dev.stamp
	$(call timed,pytest --quick) $(PY) -m pytest -q -n 2 --quick tests/unit/test_loader.py tests/spec/test_scenarios.py

## check: what CI runs, with the seconds that each part took; a part that fails keeps none of the others from running
check: .tools/dev.stamp
	@failed=; \
	TIMEFORMAT='core: all %1R s'; time $(MAKE) --no-print-directory -k lint format imports types core || failed=core; \
	TIMEFORMAT='web: all %1R s'; time $(MAKE) --no-print-directory web || failed="$$failed web"; \
	TIMEFORMAT='phone: all %1R s'; time $(MAKE) --no-print-directory test-phone || failed="$$failed phone"; \
	test -z "$$failed" || { echo "Failed:" $$failed >&2; exit 1; }

lint: .tools/dev.stamp
	$(call timed,ruff check) $(PY) -m ruff check .

format: .tools/dev.stamp
	$(call timed,ruff format) $(PY) -m ruff format --check .

imports: .tools/dev.stamp
	$(call timed,import-linter) .tools/venv/bin/lint-imports --no-logo

types: .tools/dev.stamp
	$(call timed,mypy) $(PY) -m mypy

## core: the tests without a browser
core: .tools/dev.stamp .tools/hunspell.stamp
	$(call timed,pytest) $(PY) -m pytest -q -n 4 --dist worksteal --ignore tests/web --ignore tests/phone $(PYTEST_ARGS)

## coverage: the same, traced: all of them together must reach nearly every branch (half as long again)
coverage: .tools/dev.stamp .tools/hunspell.stamp
	@$(PY) -m pytest -q -n 2 --ignore tests/web --ignore tests/phone --cov --cov-report=

## web: the tests in a real Chromium, in a process of their own (three at once: a script that waits leaves the processor free)
web: .tools/dev.stamp .tools/chromium.stamp .tools/letters.stamp .tools/node.stamp
	@$(PY) -m pytest -q -n 3 --dist worksteal tests/web $(PYTEST_ARGS)

## phone: what a phone runs, as static files in dist/phone
phone: .tools/dev.stamp .tools/phone.stamp
	@$(PY) -m svang.phone.build dist/phone .tools/phone

## test-phone: what is built for a phone, under the Python that runs there
test-phone: phone .tools/chromium.stamp .tools/letters.stamp
	@SVANG_PHONE=dist/phone $(PY) -m pytest -q -n 3 --dist loadgroup tests/phone $(PYTEST_ARGS)

## renew: what follows from the knowledge, written anew: docs/schema, and the sentences that are there to be read aloud
renew: .tools/dev.stamp
	@$(PY) -m svang.contract.schemas docs/schema
	@SVANG_SNAPSHOTS=write $(PY) -m pytest -q tests/unit/test_rule_sentences.py
	@git status --short docs/schema tests/unit/sentences

## bench: what is measured, and against whom; Lighthouse too, where npm and Chromium are (AGAINST=COMMIT: beside what that
## commit takes, in turns with this tree; LIKE="page, 180 days: /today": those rows alone whose name has this in it)
bench: .tools/dev.stamp
	@command -v npm >/dev/null && npm ci --prefix bench --silent --no-audit --no-fund --ignore-scripts || true
	@$(PY) -m bench $(if $(AGAINST),--against "$(AGAINST)") $(if $(LIKE),--like "$(LIKE)")

## lives: what becomes of many modelled people who follow their plan, as a table
lives: .tools/dev.stamp
	@$(PY) -m tests.lives $(EACH)

## mutate: the pathway and the engine broken on purpose, one small fault at a time: who notices? (N=40: a fixed sample of
## so many of each; ENGINE=1: the engine alone; LIKE="days.py": those whose name has this in it)
mutate: .tools/dev.stamp
	@$(PY) -m tests.mutate $(if $(N),--sample $(N)) $(if $(ENGINE),--engine) $(if $(LIKE),--like "$(LIKE)")

## soak: the branches, and the same tests, much longer, each file alone: what one file leaves behind can help no other; and all
## that the browser looks at
soak: coverage .tools/chromium.stamp .tools/letters.stamp .tools/node.stamp .tools/phone.stamp
	@failed=; for file in $(ALONE); do \
	  echo "== $$file"; SVANG_SOAK=1 $(PY) -m pytest -q --timeout 7200 $(PYTEST_ARGS) $$file || test $$? = 5 || failed="$$failed $$file"; \
	done; \
	SVANG_SOAK=1 $(PY) -m pytest -q -n 3 --dist worksteal $(PYTEST_ARGS) tests/web || failed="$$failed tests/web"; \
	SVANG_SOAK=1 $(PY) -m pytest -q --timeout 7200 $(PYTEST_ARGS) tests/phone || failed="$$failed tests/phone"; \
	test -z "$$failed" || { echo "Failed:$$failed" >&2; exit 1; }

## screenshots: every page as a picture in .tools/screenshots, and the README's three
screenshots: .tools/dev.stamp .tools/chromium.stamp .tools/letters.stamp
	@$(PY) -m tests.web.screenshots

## wheel: dist/svang-*.whl, built with the locked hatchling
wheel: .tools/dev.stamp
	@$(PY) -m hatchling build -t wheel -d dist

clean:
	rm -rf .tools dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The dev room holds all of the run room, so it stamps both; run never takes the dev tools away again.
.tools/dev.stamp: .tools/uv-$(UV_VERSION).stamp pyproject.toml uv.lock
	@$(SYNC) --all-extras
	@touch .tools/run.stamp $@

# A Chromium of this machine, best the one without windows, which shows a page in a third of the time; as root it is installed.
# It is never silently left out.
.tools/chromium.stamp:
	@mkdir -p .tools
	@command -v chromium-headless-shell >/dev/null || test -n "$$SVANG_CHROMIUM" || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing Chromium (once) ..." && apt-get update -qq && \
	    for name in chromium-headless-shell chromium; do \
	      apt-get install -y -qq --no-install-recommends $$name >/dev/null 2>&1 && break; done; } || \
	  command -v chromium chromium-browser google-chrome >/dev/null || \
	  { echo "The web tests need Chromium, and there is none here: install it (on Debian: apt install chromium-headless-shell), or set SVANG_CHROMIUM." >&2; exit 2; }
	@touch $@

# Two families of letters, for a page must hold in the narrow ones of one phone and the wide ones of another.
.tools/letters.stamp: .tools/chromium.stamp
	@{ fc-list | grep -q "Noto Serif" && fc-list | grep -q "DejaVu Serif"; } 2>/dev/null || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing letters (once) ..." && apt-get update -qq && \
	    apt-get install -y -qq --no-install-recommends fontconfig fonts-dejavu-core fonts-noto-core >/dev/null 2>&1; } || \
	  { echo "The web tests need two families of letters: install them (on Debian: apt install fonts-dejavu-core fonts-noto-core)." >&2; exit 2; }
	@touch $@

# A spelling checker with its Danish and English dictionaries, for the tests of the texts alone.
.tools/hunspell.stamp:
	@mkdir -p .tools
	@hunspell -D </dev/null 2>&1 | grep -q da_DK || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing hunspell (once) ..." && \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends hunspell hunspell-da hunspell-en-gb >/dev/null; } || \
	  { echo "The tests of the texts need hunspell with Danish and English: install it (on Debian: apt install hunspell hunspell-da hunspell-en-gb)." >&2; exit 2; }
	@touch $@

# axe, for the tests alone.
.tools/node.stamp: tests/web/package.json tests/web/package-lock.json
	@mkdir -p .tools
	@command -v npm >/dev/null || \
	  { echo "The web tests need npm for axe, and there is none here: install Node.js 20 or newer." >&2; exit 2; }
	@npm ci --prefix tests/web --silent --no-audit --no-fund --ignore-scripts
	@touch $@

.tools/run.stamp: .tools/uv-$(UV_VERSION).stamp pyproject.toml uv.lock
	@echo "Setting up Svang in .tools/ (once) ..."
	@$(SYNC) --no-dev --inexact
	@touch $@

.tools/uv-$(UV_VERSION).stamp:
	@command -v "$(PYTHON)" >/dev/null || \
	  { echo "Svang needs Python 3.11 or newer: '$(PYTHON)' was not found. Set PYTHON=/path/to/python3 if it has another name." >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Svang needs Python 3.11 or newer: '$(PYTHON)' is older. Set PYTHON=/path/to/a/newer/python3." >&2; exit 2; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Svang needs Python's venv: '$(PYTHON)' came without it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 2; }
	@"$(PYTHON)" -m venv --clear .tools/uv-venv
	@.tools/uv-venv/bin/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# Python for the phone's pages, for the build alone.
.tools/phone.stamp: svang/phone/package.json svang/phone/package-lock.json
	@mkdir -p .tools
	@command -v npm >/dev/null || \
	  { echo "The phone's pages need npm to be built, and there is none here: install Node.js 20 or newer." >&2; exit 2; }
	@npm ci --prefix svang/phone --silent --no-audit --no-fund --ignore-scripts
	@touch $@

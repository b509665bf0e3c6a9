# make report     bring the notebooks up to date, build the site into build/ (the default)
# make test       run every check; CI runs this and nothing else
# make benchmark  measure how light and how fast it is, beside stock nbconvert (takes minutes)
# make lab        open the notebooks in JupyterLab
# make guides     write anew what README and CONTRIBUTING say of the data and of the code
# make messages   bring the catalogues of words up to date (make messages LANGUAGE=de begins one)
# make lock       pin the dependencies anew (make lock UPGRADE=--upgrade takes newer versions)
# make clean      remove what these commands made
#
# PYTHON=python3.13 takes another Python, CHROMIUM=/path another browser.

PYTHON ?= python3
PIP = .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input
NBVAL = --nbval --nbval-cell-timeout=60 -p no:benchmark

# What a page says must not hang on someone's own settings, nor on there being a home folder:
# notebooks run in one environment everywhere. pytest and nbval get it by conftest.py.
FIXED = .venv/bin/python -P src/maliviz/site/environment.py

.PHONY: report test benchmark lab guides messages lock clean browser checker lighthouse FORCE
.DELETE_ON_ERROR:

report: .venv/report.stamp
	@$(FIXED) .venv/bin/maliviz build --refresh

test: .venv/test.stamp browser checker
	@echo "ruff: rules and format"
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@echo "mypy: types"
	@.venv/bin/mypy --no-error-summary
	@echo "pytest: code, data, pages"
	@.venv/bin/python -m pytest -n auto --dist worksteal --benchmark-disable
	@echo "nbval: every notebook"
	@.venv/bin/python -m pytest -n auto --dist loadfile $(NBVAL) notebooks

benchmark: report .venv/test.stamp browser lighthouse
	@LIGHTHOUSE="$(LIGHTHOUSE)" $(FIXED) .venv/bin/python tests/benchmarks/weight.py
	@echo
	@$(FIXED) .venv/bin/python tests/benchmarks/answers.py
	@echo
	@$(FIXED) .venv/bin/python tests/benchmarks/rebuild.py
	@echo
	@$(FIXED) .venv/bin/python tests/benchmarks/scale.py

lab: .venv/test.stamp
	@$(FIXED) .venv/bin/jupyter lab --LabApp.default_url=/lab/tree/notebooks/index.ipynb

guides: .venv/test.stamp
	@.venv/bin/python tests/generated.py

# What readers see is written in the code in English; a translator opens the .po of a language.
BABEL = cd src/maliviz && $(CURDIR)/.venv/bin/pybabel --quiet
CATALOGUES = -i locale/maliviz.pot -d locale -D maliviz --no-wrap
CODE = $(subst -,_,$(LANGUAGE))

messages: .venv/test.stamp
	@$(BABEL) extract -F locale/babel.cfg -o locale/maliviz.pot --no-wrap --sort-by-file \
	  --add-location=file --omit-header .
	@$(if $(LANGUAGE),test -e src/maliviz/locale/$(CODE) || ($(BABEL) init $(CATALOGUES) -l $(CODE)))
	@$(BABEL) update $(CATALOGUES) --ignore-obsolete --ignore-pot-creation-date

clean:
	rm -rf .venv build .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The packages, exactly as the lock pins them, and then the project itself, in place.
define INSTALL
@echo "installing what $< pins, $$(grep -c "^[a-z].*==" $<) packages at most (the first time takes a minute)"
@$(PIP) install --require-hashes --no-deps --only-binary :all: -r $<
@$(PIP) install --no-deps --no-build-isolation -e .
@$(PIP) check
@touch $@
endef

.venv/report.stamp: requirements.lock pyproject.toml .venv/place
	$(INSTALL)

.venv/test.stamp: requirements-dev.lock pyproject.toml .venv/place
	$(INSTALL)

# A virtual environment holds the path it was made at: one that was moved or copied is made anew.
.venv/place: $(shell test "$$(cat .venv/place 2>/dev/null)" = "$$(pwd -P)" || echo FORCE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "maliviz needs Python 3.11 or later, and $(PYTHON) is not: say make PYTHON=/path/to/python" >&2; \
	  exit 1; }
	@echo "making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv
	@mkdir -p .venv/own && pwd -P > $@

# The headless shell is the same engine, and takes a quarter of the time of a whole Chromium: it is
# asked for once.
browser: .venv/place
	@there() { for name; do command -v "$$name" >/dev/null && return; done; return 1; }; \
	get() { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || return; \
	  echo "installing $$1 from Debian's packages"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && touch .venv/own/asked && apt-get install -qq -y --no-install-recommends "$$1" >/dev/null; \
	}; \
	there "$$CHROMIUM" chromium-headless-shell && exit; \
	[ -e .venv/own/asked ] || { get chromium-headless-shell && exit; }; \
	there chromium chromium-browser google-chrome && exit; \
	get chromium && exit; \
	echo "the tests drive a browser: install Chromium (on Debian: apt-get install chromium)," >&2; \
	echo "or say where one is: make test CHROMIUM=/path/to/it" >&2; \
	exit 1

# What browsers and standards judge pages by, where npm can get it: the Nu checker of HTML, which
# also wants Java, and the reader view. The tests have rules of their own, which need neither.
NU = vnu-jar@26.9.27
NU_HASH = 22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
READER = @mozilla/readability@0.6.0
READER_HASH = 34dcab3d0832d0019f02990eed6b6124e029e8c32b9f0c6f2550544ff8dff174
NPM_PACK = npm pack --silent --fetch-retries=0 --fetch-timeout=30000 --cache cache

# One file of a package, which has this digest.
define GET
@test ! -f .venv/own/$(notdir $2) && command -v npm >/dev/null || exit 0; \
echo "getting $1"; \
rm -rf .venv/own/npm && mkdir -p .venv/own/npm && cd .venv/own/npm && \
$(NPM_PACK) $1 >/dev/null && tar -xzf *.tgz package/$2 && \
echo "$3  package/$2" | sha256sum --check --status && mv package/$2 .. || \
echo "it cannot be had: pages are held against our own rules alone" >&2; \
rm -rf "$(CURDIR)/.venv/own/npm"
endef

checker: .venv/place
	$(call GET,$(NU),build/dist/vnu.jar,$(NU_HASH))
	$(call GET,$(READER),Readability.js,$(READER_HASH))

# The development lock comes first, so that both pin the same versions. Left out is a check of the
# form of addresses that jsonschema takes where it is: it builds its grammar, three seconds long,
# in each process that reads a notebook, and no schema here has an address.
COMPILE = .venv/own/uv/bin/uv --quiet pip compile --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --custom-compile-command "make lock" \
  --no-emit-package rfc3987-syntax --no-emit-package lark $(UPGRADE)

# Lighthouse scores the pages in the benchmark, where npm can get it.
LIGHTHOUSE = $(CURDIR)/.venv/own/lighthouse/node_modules/.bin/lighthouse
NPM_INSTALL = npm install --silent --no-audit --no-fund --fetch-retries=0 --fetch-timeout=30000

lighthouse: .venv/place
	@test -x $(LIGHTHOUSE) || ! command -v npm >/dev/null || { \
	  echo "getting Lighthouse"; \
	  $(NPM_INSTALL) --prefix .venv/own/lighthouse lighthouse@13.5.0 || \
	  echo "it cannot be had: the pages are not scored" >&2; \
	}

lock: .venv/place
	@$(PIP) install --upgrade --target .venv/own/uv uv
	@$(COMPILE) pyproject.toml --extra lab --group build --group test -o requirements-dev.lock
	@$(COMPILE) pyproject.toml --group build -c requirements-dev.lock -o requirements.lock

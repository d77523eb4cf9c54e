# Steppewise. `make help` lists what can be made; PYTHON chooses the interpreter (3.11 or later).

PYTHON ?= python3
VENV ?= .venv
RUNS ?= 500
OUT ?= results
TEXTS ?= texts

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# a test that hangs ends with the places where it hangs, and fails
HANGS := -o faulthandler_timeout=600 -o faulthandler_exit_on_timeout=true
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed

.DEFAULT_GOAL := help
.PHONY: help run app chromium test test-app portable check prove bench app-bench reading scale docs japan findings validation ablation readme walk lock wheel clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed 's/:.*## /: /' \
	  | while IFS=: read -r name words; do printf '  make %-11s%s\n' "$$name" "$$words"; done

run: $(INSTALLED) ## Run a first scenario against the baseline, and say what was found
	$(BIN)/steppewise run northern-closed --against baseline --runs $(RUNS) --out $(OUT)

app: $(INSTALLED) ## Explore scenarios in the browser, on this machine alone
	@$(BIN)/python -c 'import starlette, uvicorn' 2>/dev/null || $(PIP) -e '.[app]'
	$(BIN)/steppewise app

chromium: $(DEVELOPED)
	$(PIP) playwright axe-playwright-python
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || { apt-get update && apt-get install -y --no-install-recommends chromium; }

test-app: chromium ## Try the app in a real browser (installs Chromium where apt-get can)
	$(BIN)/python -m pytest -n 0 tests/browser

test: $(DEVELOPED) ## Run the tests, side by side on all cores
	$(BIN)/python -m pytest -m 'not long' -n auto --maxprocesses 8 --dist worksteal $(HANGS)

portable: $(DEVELOPED) ## Compare numbers again as on another kind of processor
	$(BIN)/python tests/portable.py

check: $(DEVELOPED) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict model
	$(BIN)/python -m pytest tests/test_layers.py

prove: $(DEVELOPED) ## Run the longer proofs
	$(BIN)/python -m pytest -m long

bench: $(DEVELOPED) ## Measure speed and memory
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.sweeping

app-bench: chromium ## Hold the app against its bars in a real browser (about twenty minutes)
	$(BIN)/python -m benchmarks.app_bench

reading: $(DEVELOPED) ## Score what `read` drafts against labels; TEXTS names the folder of the texts
	$(BIN)/python -m benchmarks.reading $(TEXTS)

scale: $(DEVELOPED) ## Play a million runs and 100,000 trajectories (half an hour)
	$(BIN)/python -m benchmarks.scale

walk: $(DEVELOPED) ## Count the files that a reader crosses from a command to a figure
	$(BIN)/python docs/walk.py

docs: $(DEVELOPED) ## Write the generated tables of the documentation anew
	$(BIN)/python docs/generate.py

japan: $(DEVELOPED) ## Answer the question of docs/japan.md anew
	$(BIN)/python docs/japan.py

findings: $(DEVELOPED) ## Play the shipped sweeps and say what they tell (docs/findings.md)
	$(BIN)/python docs/findings.py

ablation: $(DEVELOPED) ## Say anew what moves the results (docs/validation.md)
	$(BIN)/python docs/ablation.py

validation: $(DEVELOPED) ## Hold the model against the past anew (docs/validation.md)
	$(BIN)/python docs/validation.py

readme: $(INSTALLED) ## Draw the figure of the README anew
	rm -rf build/readme
	$(BIN)/steppewise run northern-closed --out build/readme
	cp build/readme/northern-closed-????????????/figures/shares-by-state.png docs/images/readme.png

lock: $(DEVELOPED) ## Write down the versions of all that development uses
	{ head -n 2 requirements-dev.lock; $(BIN)/python -m pip freeze --exclude-editable; } > build.lock
	mv build.lock requirements-dev.lock

wheel: $(DEVELOPED) ## Build the package into dist/
	$(BIN)/python -m build --wheel

clean: ## Remove the virtual environment and everything that was built or cached
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; choose one with make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml $(VENV)/pyvenv.cfg
	@echo "Setting up $(VENV); the first time this takes a minute or two."
	$(PIP) --editable .
	@touch $@

$(DEVELOPED): $(INSTALLED)
	$(PIP) --editable '.[dev]'
	@touch $@

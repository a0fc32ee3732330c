# Everything a newcomer needs: `make demo`, `make test`, `make lab`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# On Linux the public index carries CUDA builds of torch; this one has the CPU build:
#   make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help demo test quick check bench lab register illustrative wheel-check clean
.DEFAULT_GOAL := help

help:  ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | column -t -s '|'

$(VENV)/.torch: constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	@touch $@

$(VENV)/.installed: $(VENV)/.torch pyproject.toml
	$(PIP) -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) -e ".[dev]"
	@touch $@

demo: $(VENV)/.installed  ## install, then match three critical items over the bundled register
	$(BIN)/matcher demo

lab: $(VENV)/.installed  ## open the notebook in JupyterLab
	$(BIN)/matcher lab

test: $(VENV)/.tested check  ## every check and every test
	$(BIN)/python -m pytest

quick: $(VENV)/.tested  ## the fast tests only
	$(BIN)/python -m pytest -m "not slow and not browser"

check: $(VENV)/.tested  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.tested  ## speed and memory beside what a user would pick instead
	for bench in tests/benchmarks/bench_*.py; do $(BIN)/python $$bench || exit 1; done

register: $(VENV)/.installed  ## make the bundled register anew: make register RETC=FOLDER
	$(BIN)/python -m matcher.register --retc $(RETC) --out data/register

illustrative: $(VENV)/.installed  ## make the illustrative directory anew from its phrases, decoys and needs
	$(BIN)/python -m matcher.illustrative --out data/illustrative

wheel-check: $(VENV)/.tested  ## build the wheel, install it into an empty environment, run the demo there
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt \
		$(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==2.13.0
	build/wheel/venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt build/wheel/*.whl
	cd build/wheel && MATCHER_CACHE=$(CURDIR)/build/wheel/cache venv/bin/matcher demo

clean:  ## remove what was built, not what was downloaded
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

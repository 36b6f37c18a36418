# Strata's tasks; `make` lists them. Everything is made below .build.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
PYTHON ?= python3

# One set of flags for every debug build, so that nothing is built twice.
BUILD := $(SWIFT) build --explicit-target-dependency-import-check error
STATIC := .build/release-static
RELEASE := $(SWIFT) build -c release --static-swift-stdlib -Xswiftc -Xclang-linker -Xswiftc -no-pie --scratch-path $(STATIC) --product strata
MANUAL := $(STATIC)/manual

BUILD_PACKAGES := libgit2-dev zlib1g-dev libre2-dev pkg-config
TEST_PACKAGES := git python3 python3-venv
TORTURE_PACKAGES := strace
BENCH_PACKAGES := jq
CONSOLE_PACKAGES := chromium fonts-inter fonts-jetbrains-mono

# $(call need,PACKAGES): asks apt only for what is missing; elsewhere than on Debian it only says so.
define need
  missing=""; \
  for package in $(1); do \
    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=" $$package"; \
  done; \
  if [ -n "$$missing" ]; then \
    command -v apt-get >/dev/null || { echo "please install:$$missing" >&2; exit 1; }; \
    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
    $$sudo apt-get update -q; \
    DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -qy --no-install-recommends $$missing; \
  fi
endef

# $(call venv,FOLDER,PINNED): a Python environment, made again when a pin changes.
define venv
  if [ "$$(cat .build/$(1)/pins 2>/dev/null)" != "$(2)" ]; then \
    rm -rf .build/$(1); \
    $(PYTHON) -m venv .build/$(1); \
    .build/$(1)/bin/pip install -q --disable-pip-version-check $(2); \
    echo "$(2)" > .build/$(1)/pins; \
  fi
endef

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## what a build and the tests need from apt
	@$(call need,$(BUILD_PACKAGES) $(TEST_PACKAGES))

.PHONY: build
build: deps ## the debug product, .build/debug/strata
	$(BUILD)

.PHONY: release
release: deps ## the product with the Swift runtime inside, .build/release-static/release/strata
	$(RELEASE)

.PHONY: demo
demo: build ## a walk through on the sample exports; leaves .build/demo to look at
	@Tests/Demo/demo.sh

.PHONY: test
test: deps python yaml-suite build-tests ## every test but the console's in a browser
	STRATA_PYTHON=$(CURDIR)/.build/python/bin/python STRATA_YAML_SUITE=$(CURDIR)/.build/yaml-suite $(SWIFT) test --skip-build

.PHONY: console-tests
console-tests: build-tests ## the console alone, driven in Chromium; screenshots in .build/console-shots
	@$(call need,$(CONSOLE_PACKAGES))
	@$(call venv,python-console,playwright==1.65.2 axe-core-python==0.1.0)
	.build/python-console/bin/python -m unittest discover -s Tests/Console $(ARGS)

.PHONY: check-imports build-tests
check-imports: build-tests ## a target imports only what it declares
build-tests: deps
	$(BUILD) --build-tests

.PHONY: python
python: deps
	@mkdir -p .build
	@$(call venv,python,rfc8785==0.1.4)

# The files that PyYAML's source release is tested with: the examples of the YAML specification and more.
YAML_SUITE := PyYAML==6.0.3

.PHONY: yaml-suite
yaml-suite: python
	@if [ "$$(cat .build/yaml-suite/pins 2>/dev/null)" != "$(YAML_SUITE)" ]; then \
	  rm -rf .build/yaml-suite && mkdir -p .build/yaml-suite/download; \
	  .build/python/bin/pip download -q --disable-pip-version-check --no-deps --no-binary :all: \
	    -d .build/yaml-suite/download $(YAML_SUITE); \
	  tar -xzf .build/yaml-suite/download/*.tar.gz -C .build/yaml-suite --strip-components=4 --wildcards \
	    '*/tests/legacy_tests/data/*'; \
	  rm -rf .build/yaml-suite/download; \
	  echo "$(YAML_SUITE)" > .build/yaml-suite/pins; \
	fi

.PHONY: lint
lint: ## the format of the sources, nothing written
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

.PHONY: format
format: ## the sources, formatted in place
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

.PHONY: torture
torture: release ## kills, faults, power cuts, full disks, damage, races (an hour and more)
	@$(call need,$(TORTURE_PACKAGES))
	@$(call venv,python-torture,rfc8785==0.1.4 jcs==0.2.1 dulwich==1.2.21 pygit2==1.21.0)
	Tests/Torture/run $(ARGS)

# The published subset of Palette's API against a served repository.
SCHEMATHESIS := schemathesis==4.32.5

.PHONY: published
published: build ## Palette's published API, called by schemathesis in every way it describes
	@$(call venv,python-published,$(SCHEMATHESIS))
	STRATA_SCHEMATHESIS=$(CURDIR)/.build/python-published/bin/schemathesis Tests/Published/run $(ARGS)

.PHONY: bench
bench: release ## speed and memory beside git, jq and Python
	@$(call need,$(BENCH_PACKAGES))
	@$(call venv,python-bench,rfc8785==0.1.4 orjson==3.13.0 deepdiff==9.1.0 PyYAML==6.0.3)
	.build/python-bench/bin/python Tests/Benchmarks/run $(ARGS)

BIN := $(DESTDIR)$(PREFIX)/bin
SHARE := $(DESTDIR)$(PREFIX)/share
BASH_COMPLETION := $(SHARE)/bash-completion/completions/strata
ZSH_COMPLETION := $(SHARE)/zsh/site-functions/_strata
FISH_COMPLETION := $(SHARE)/fish/vendor_completions.d/strata.fish

.PHONY: manual
manual: release ## the man pages, below .build
	@rm -rf $(MANUAL) && mkdir -p $(MANUAL)
	$(STATIC)/release/strata --experimental-dump-help | \
	  STRATA_VERSION=$$($(STATIC)/release/strata --version) $(PYTHON) .ci/manual $(MANUAL)

.PHONY: install
install: manual ## the tool, completions and man pages below DESTDIR and PREFIX
	install -d $(BIN) $(dir $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION)) $(SHARE)/man/man1
	install -m 0755 $(STATIC)/release/strata $(BIN)/strata
	$(BIN)/strata --generate-completion-script bash > $(BASH_COMPLETION)
	$(BIN)/strata --generate-completion-script zsh > $(ZSH_COMPLETION)
	$(BIN)/strata --generate-completion-script fish > $(FISH_COMPLETION)
	install -m 0644 $(MANUAL)/*.1 $(SHARE)/man/man1

.PHONY: uninstall
uninstall: ## what install put there
	rm -f $(BIN)/strata $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION)
	rm -f $(SHARE)/man/man1/strata.1 $(SHARE)/man/man1/strata-*.1

.PHONY: clean
clean: ## everything that was built
	rm -rf .build

# The thin face over CMake. `make help` lists the targets.

BUILD    ?= build
NOTES    ?=
DATA     ?= index-data
PREFIX   ?= /usr/local
JOBS     ?= $(shell nproc)
CMAKE_ARGS ?=
FUZZ_SECONDS ?= 60

SUDO     := $(if $(filter 0,$(shell id -u)),,sudo)
SOURCES   = $(shell git ls-files '*.h' '*.cc')

.DEFAULT_GOAL := help
.PHONY: help deps deps-lint deps-test build programs test demo run lint analyze format asan tsan fuzz quality lighthouse bench soak install clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

deps: ## install the Debian packages that building needs
	@packaging/install-packages build

deps-lint: ## install the Debian packages that `make lint` needs
	@packaging/install-packages lint

deps-test: ## install what the tests of the web page need: Chromium, Node.js and npm packages
	@packaging/install-packages test
	@packaging/install-node-modules tests/browser

$(BUILD)/build.ninja: CMakeLists.txt
	@cmake -S . -B $(BUILD) -G Ninja $(CMAKE_ARGS)

build: $(BUILD)/build.ninja ## compile everything into build/
	@cmake --build $(BUILD) -j $(JOBS)

programs: $(BUILD)/build.ninja
	@cmake --build $(BUILD) -j $(JOBS) --target mi-fetch mi-index mi-update mi-search mi-searchd mi-sample-site

test: deps deps-test build ## run the whole test suite
	@cd $(BUILD) && ctest --output-on-failure --no-tests=error -j $(JOBS)

demo: deps programs ## index the sample notes and pages, without network, and search them
	@packaging/demo $(BUILD)

run: programs ## index NOTES=folder (else the demo's data) and serve the page
	@packaging/run $(BUILD) "$(NOTES)" "$(DATA)"

lint: deps-lint $(BUILD)/build.ninja ## clang-format and clang-tidy
	@clang-format --dry-run -Werror $(SOURCES)
	@packaging/lint $(BUILD) $(JOBS)

analyze: deps-lint $(BUILD)/build.ninja ## clang's path analysis of all sources: ten times the time of `make lint`
	@git ls-files '*.cc' | grep -v '^tests/' | xargs -P $(JOBS) -n 4 clang-tidy -p $(BUILD) --quiet 2>/dev/null

format: ## clang-format all sources
	@clang-format -i $(SOURCES)

asan: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(MAKE) test BUILD=build-asan CMAKE_ARGS="-DMI_SANITIZE=address,undefined -DCMAKE_BUILD_TYPE=Debug"

tsan: ## the tests under ThreadSanitizer
	@$(MAKE) test BUILD=build-tsan CMAKE_ARGS="-DMI_SANITIZE=thread -DCMAKE_BUILD_TYPE=Debug"

fuzz: ## each parser under libFuzzer for FUZZ_SECONDS (default 60)
	@packaging/install-packages fuzz
	@CXX=clang++ cmake -S . -B build-fuzz -G Ninja -DMI_FUZZ=ON -DMI_SANITIZE=address,undefined
	@cmake --build build-fuzz -j $(JOBS) --target fuzzers
	@packaging/fuzz build-fuzz $(FUZZ_SECONDS)

quality: $(BUILD)/build.ninja ## how well it ranks, beside the last recorded run
	@cmake --build $(BUILD) -j $(JOBS) --target mi-quality
	@packaging/quality $(BUILD)

lighthouse: deps deps-test programs ## Lighthouse over the web page, in headless Chromium on loopback
	@packaging/install-node-modules tests/lighthouse
	@MI_BUILD=$(BUILD) node tests/lighthouse/run.mjs

bench: build ## our code beside its peers, in one run
	@packaging/bench $(BUILD)

soak: build ## the daemon for ten minutes under requests, while generations change
	@packaging/soak $(BUILD)

install: programs ## install the programs below PREFIX (default /usr/local)
	@$(SUDO) cmake --install $(BUILD) --prefix $(PREFIX)

clean: ## remove what was built
	@rm -rf build build-asan build-tsan build-fuzz

# The commands that people type; `make help` lists them. Every one is a thin call of bin/addons-data or Maven.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The variables a person may set, on make's command line or in the environment. They reach addons-data as they are.
VARIABLES := MODE DATA_VOLUME MYSQL_PORT SEARCH_PORT SEARCH_ENGINE SEARCH_HEAP MYSQL_IMAGE SEARCH_IMAGE MYSQL_ROOT_PASSWORD DOCKER_PROJECT \
  SEED_ADDONS SEED_NUMBER INIT_FORCE_DB INIT_SKIP_SEED INIT_SKIP_INDEX SKIP_BAD_DOCUMENTS WITHOUT_UNDO UNDO_KEEP \
  EXPORT_DIR RESTORE_DIR COMPRESS WORKERS LOCK_WAIT \
  DATABASE_URL DATABASE_PASSWORD DATABASE_PASSWORD_FILE DATABASE_TLS DATABASE_CA \
  RESTORE_USER RESTORE_PASSWORD RESTORE_PASSWORD_FILE \
  SEARCH_URL SEARCH_PASSWORD SEARCH_PASSWORD_FILE SEARCH_API_KEY SEARCH_API_KEY_FILE SEARCH_CA SEARCH_FINGERPRINT
export $(VARIABLES) WORDS CONFIRM_HOST
export ADDONS_DATA_PROJECT := $(CURDIR)

# By their origin, as a value may hold blanks.
given := $(foreach name,$(.VARIABLES),$(if $(findstring command line,$(origin $(name))),$(name)))
unknown := $(filter-out $(VARIABLES) SHELL MAKEFLAGS TESTS BENCH WORDS CONFIRM_HOST WITH_EVENTS __BASH_MAKE_COMPLETION__,$(given))
ifneq ($(unknown),)
nearest := $(shell awk -f scripts/nearest.awk '$(subst ','\'',$(firstword $(unknown)))' $(VARIABLES) WORDS CONFIRM_HOST WITH_EVENTS)
$(error unknown variable $(unknown); $(if $(nearest),did you mean $(nearest)? ,)make help lists those there are)
endif

# A target that nobody knows is refused before anything is done. Bash's completion asks for .DEFAULT.
targets := $(shell sed -n 's/^\.PHONY: //p' Makefile) build/stamp .DEFAULT
strange := $(filter-out $(targets),$(MAKECMDGOALS))
ifneq ($(strange),)
nearest := $(shell awk -f scripts/nearest.awk '$(subst ','\'',$(firstword $(strange)))' $(targets))
$(error there is no target '$(firstword $(strange))'; $(if $(nearest),did you mean $(nearest)? ,)make help lists those there are)
endif

RUN := bin/addons-data
STAMP := build/stamp
SOURCES := $(shell find pom.xml docker-compose.yml .mvn bin scripts/build scripts/isolated scripts/train */pom.xml */src/main engines/*/pom.xml engines/*/src/main 2>/dev/null)

.PHONY: help
help: ## Show this help.
	@awk -f scripts/help.awk $(MAKEFILE_LIST)

##@ A normal day

.PHONY: up
up: $(STAMP) ## Start database and search, and fill them if they are empty. [DATA_VOLUME SEED_ADDONS INIT_… …]
	@$(RUN) up $(force) $(host)

.PHONY: down
down: $(STAMP) ## Stop both; every volume stays.
	@$(RUN) down

.PHONY: status
status: $(STAMP) ## Tell what runs, how much data there is, and whether the index is true to it.
	@$(RUN) status

.PHONY: doctor
doctor: $(STAMP) ## Look for what is wrong, and say what to do about it.
	@$(RUN) doctor

.PHONY: env
env: $(STAMP) ## Print what an application needs to connect.
	@$(RUN) env

##@ Data

.PHONY: initialize_data
initialize_data: $(STAMP) ## Create, migrate, seed and index what is missing. [INIT_FORCE_DB=true: start afresh]
	@$(RUN) initialize $(force) $(host)

.PHONY: data_export
data_export: $(STAMP) ## Write a snapshot of the database, to backups/<timestamp>. [EXPORT_DIR=dir COMPRESS=zstd]
	@$(RUN) export

.PHONY: data_restore
data_restore: $(STAMP) ## Bring the latest snapshot back, or another. [RESTORE_DIR=/abs/path]
	@$(RUN) restore --yes $(host) $(events)

.PHONY: snapshots
snapshots: $(STAMP) ## List the snapshots in backups.
	@$(RUN) snapshots list

.PHONY: data_undo
data_undo: $(STAMP) ## Put back what the last reset or restore replaced; once more redoes it.
	@$(RUN) undo --yes $(host)

.PHONY: reindex_data
reindex_data: $(STAMP) ## Rebuild the search index without a gap.
	@$(RUN) reindex

.PHONY: search
search: $(STAMP) ## Search as the site does. [WORDS="tab manager"]
	@$(RUN) search -- "$$WORDS"

# INIT_FORCE_DB says by its name what it does, so that whoever types it is not asked again; left in the environment, it asks.
force := $(if $(findstring command line,$(origin INIT_FORCE_DB)),$(if $(INIT_FORCE_DB),--yes))

# What may be production is named by whoever types the command, and by no variable of the environment.
host := $(if $(findstring command line,$(origin CONFIRM_HOST)),--host "$$CONFIRM_HOST")

# Whether a dump's events run by themselves is for whoever types the command, too.
events := $(if $(findstring command line,$(origin WITH_EVENTS)),$(if $(filter true,$(WITH_EVENTS)),--with-events))

##@ Volumes

.PHONY: volume_list
volume_list: $(STAMP) ## List the volumes.
	@$(RUN) volume list

.PHONY: volume_create
volume_create: $(STAMP) ## Create the volume DATA_VOLUME.
	@$(RUN) volume create

.PHONY: volume_inspect
volume_inspect: $(STAMP) ## Tell what the volume DATA_VOLUME is and holds.
	@$(RUN) volume inspect

.PHONY: volume_remove
volume_remove: $(STAMP) ## Delete the volume DATA_VOLUME for good; asks first.
	@$(RUN) volume remove

##@ Development

.PHONY: build
build: $(STAMP) ## Build the distribution into build/addons-data, if sources have changed.

$(STAMP): $(SOURCES)
	@scripts/build

.PHONY: test
test: $(STAMP) ## Run all tests but the slow ones, against real servers. [TESTS='-pl core -am']
	scripts/isolated mvn --batch-mode verify $(TESTS)

.PHONY: it
it: $(STAMP) ## Run the slow tests too, on every server this machine has, and tell which. [TESTS='-pl addons -am']
	@scripts/it $(TESTS)

.PHONY: reliability
reliability: $(STAMP) ## Make every step of every operation fail in every way, and write what was found to docs/reliability.md. [TESTS=-Dreliability.gaps=true]
	@scripts/isolated mvn --batch-mode verify -Pslow-tests -pl cli -am -Dtest=NONE -Dit.test='EveryFaultIT#whatever*' -Dreliability.write=true \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false $(TESTS)

.PHONY: bench
bench: $(STAMP) ## Measure, and write the figures to bench/results. [BENCH='startup 5']
	@scripts/bench $(BENCH)

.PHONY: format
format: ## Format the sources.
	@scripts/isolated scripts/with-jdk25 mvn --quiet --batch-mode spotless:apply

.PHONY: check_format
check_format: ## Fail if a source is not formatted.
	@scripts/isolated scripts/with-jdk25 mvn --quiet --batch-mode spotless:check

.PHONY: clean
clean: ## Delete what the build made; volumes, snapshots and running servers stay.
	@[ ! -e build/training ] || scripts/train --end
	rm -rf build target picocli/target $(wildcard */target engines/*/target)

##@ Variables
#  MODE             where the servers come from: embedded, compose for Docker Compose, or external for one's own (embedded)
#  DATA_VOLUME      name of the volume, or an absolute path for one that lies elsewhere (addons-server_data_mysqld)
#  MYSQL_PORT       port of the database on 127.0.0.1 (13306)
#  SEARCH_PORT      port of the search server on 127.0.0.1 (19200)
#  SEARCH_ENGINE    opensearch, or elasticsearch for 7.10.2 (opensearch)
#  SEARCH_HEAP      largest heap of the search server (512m)
#  MYSQL_IMAGE      with MODE=compose: image of the database (mysql:8.4)
#  SEARCH_IMAGE     with MODE=compose: image of the search server (elasticsearch:7.17.28)
#  MYSQL_ROOT_PASSWORD  with MODE=compose: password of root on the volume (none)
#  DOCKER_PROJECT   with MODE=compose: name of the Compose project (addons-data)
#  SEED_ADDONS      add-ons to generate beyond the default seed (0)
#  SEED_NUMBER      the same number gives the same generated add-ons (1)
#  INIT_FORCE_DB    true: start afresh with a new database, seed and index; data_undo puts back what was there
#  INIT_SKIP_SEED   true: leave the seed out
#  INIT_SKIP_INDEX  true: leave the search index as it is
#  WITHOUT_UNDO     true: a reset or a restore keeps nothing for data_undo, where the disk has no room for it
#  UNDO_KEEP        how many replaced generations data_undo keeps, where the disk has room; undo --list shows them (2)
#  SKIP_BAD_DOCUMENTS  true: leave documents out of the index that the search server refuses, and list them
#  WORDS            what make search looks for; none finds the most used
#  EXPORT_DIR       directory to write a snapshot to (backups/<timestamp>)
#  RESTORE_DIR      absolute path of a snapshot's directory, or of a dump (the latest snapshot in backups)
#  COMPRESS         zstd: compress the snapshot (none)
#  WORKERS          connections that export or restore at once (the number of cores; an export takes one more)
#  LOCK_WAIT        seconds to wait for another run (60)

##@ Variables of MODE=external; see docs/external.md
#  DATABASE_URL           address of the database: mysql://user@host:3306/olympia, several hosts with commas
#  DATABASE_PASSWORD      its user's password
#  DATABASE_PASSWORD_FILE file whose first line is that
#  DATABASE_TLS           DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY (verified away from loopback)
#  DATABASE_CA            PEM file of the authorities that sign the database's certificate
#  RESTORE_USER           account that loads dumps and reaches staging schemas alone
#  RESTORE_PASSWORD       its password
#  RESTORE_PASSWORD_FILE  file whose first line is that
#  SEARCH_URL             addresses of the search server: https://user@host:9200, several with commas
#  SEARCH_PASSWORD        its user's password
#  SEARCH_PASSWORD_FILE   file whose first line is that
#  SEARCH_API_KEY         its API key, encoded
#  SEARCH_API_KEY_FILE    file whose first line is that
#  SEARCH_CA              PEM file of the authorities that sign the search server's certificate
#  SEARCH_FINGERPRINT     SHA-256 of that certificate, instead
#  CONFIRM_HOST           the database's host, typed out, before data is replaced that may be production; HOST/SCHEMA where addons-data did not fill it
#  WITH_EVENTS            true: let the events of a dump run by themselves as it has them, instead of disabling them

#!/bin/sh
# Records what a server of these sources sends to PostgreSQL, for its version of the tables. Run it at a release:
# OlderProgramTest then holds that the next version of the tables lets such servers go on. Takes half a minute.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -q -Dquick -pl app test -Dtest=RecordStatements

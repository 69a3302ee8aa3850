#!/bin/sh
# Runs the tests that "mvn verify" leaves out because each class takes about a minute: crowds of clients, full and failing
# disks, hostile payloads, stops and restarts of real servers, attacks, other accounts by sudo, databases that fail over, fill up
# or die in a commit, and the parts of the page for chat, tickets and operators. Takes about fifteen minutes on two cores.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -Dquick -pl app test -Dtest.excluded= -Dgroups=long

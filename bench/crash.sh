#!/bin/sh
# Kills a real server with SIGKILL at random moments, 50 times or as often as the first argument says,
# while clients send deliveries, some of them during a start or after a SIGSTOP, and checks after each restart that
# nothing accepted was lost.
# A second argument repeats the run of that seed. 50 kills took 6 minutes on two busy cores.
# Traffic stays on loopback; everything is written below a temporary folder that is deleted in the end.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -q -Dquick -pl app test -Dtest=CrashTest -Djenvoy.crash.kills="${1:-50}" ${2:+-Djenvoy.crash.seed="$2"}

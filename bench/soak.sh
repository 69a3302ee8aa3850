#!/bin/sh
# Sends 20,000 deliveries, or as many as the first argument says, to a real server with good and bad hooks,
# and compares threads, descriptors and heap after a tenth and at the end. Took 8 minutes on two busy
# cores. Traffic stays on loopback; everything is written below a temporary folder that is deleted in the end.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -q -Dquick -pl app test -Dtest=SoakBench -Djenvoy.soak.deliveries="${1:-20000}"

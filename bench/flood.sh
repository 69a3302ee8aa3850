#!/bin/sh
# Measures good deliveries on a real server: alone, beside 2,000 idle connections (or as many as the first
# argument says), beside 20 clients that send a byte a second, and beside a flood of wrong signatures.
# 1,000 good deliveries in all; took a minute on two busy cores. Traffic stays on loopback; everything is written
# below a temporary folder that is deleted in the end.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -q -Dquick -pl app test -Dtest=FloodBench -Djenvoy.flood.idle="${1:-2000}"

#!/bin/sh
# Fills a journal with 100,000 deliveries, or as many as the first argument says, starts a server on it and
# measures what the admin API takes for its pages: 200 requests each, over one connection. Took 2 minutes on
# two busy cores. Traffic stays on loopback; everything is written below a temporary folder that is deleted in
# the end.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -q -Dquick -pl app test -Dtest=HistoryBench -Djenvoy.history.deliveries="${1:-100000}"

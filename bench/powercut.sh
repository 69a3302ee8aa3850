#!/bin/sh
# Cuts the power at 40 random instants, or as many as --instants says: a shim writes down every write, sync and change
# of names below the data folder of a real server under load; the folder is rebuilt as it stood at each instant, with
# what was not synced lost or torn; and a server that starts on it must know every delivery accepted before, and finish
# it. Prints its seed; --seed repeats a run. Took 3 minutes on two busy cores. --help tells the rest.
# Needs python3 and gcc, and glibc. Traffic stays on loopback; everything is written below a temporary folder that is
# deleted in the end.
set -eu
cd "$(dirname "$0")/.."
./jenvoy --version >/dev/null
PYTHONPATH=bench PYTHONDONTWRITEBYTECODE=1 exec python3 -m jenvoy_faults.powercut "$@"

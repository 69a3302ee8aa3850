#!/bin/sh
# Lets the disk below a real server fail in eight ways, or in those that are named: syncs and writes that fail always or
# now and then, no room, slow syncs. Nothing may be accepted that is not in the journal after a SIGKILL, /readyz says what
# is wrong, and deliveries are taken again once the disk is well. Prints its seed; --seed repeats a run. Took 2 minutes
# on two busy cores. --help tells the rest.
# Needs python3 and gcc, and glibc. Traffic stays on loopback; everything is written below a temporary folder that is
# deleted in the end.
set -eu
cd "$(dirname "$0")/.."
./jenvoy --version >/dev/null
PYTHONPATH=bench PYTHONDONTWRITEBYTECODE=1 exec python3 -m jenvoy_faults.diskerrors "$@"

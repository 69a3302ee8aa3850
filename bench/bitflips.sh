#!/bin/sh
# Damages the journal of a killed server in 45 ways, or in as many as --damages says: bits, sectors, cuts, garbage, in the
# database and in its log. A server that starts on it works, or refuses and says why: no hang, no answer 500, no pending
# delivery lost unsaid. Prints its seed; --seed repeats a run. Took 4 minutes on two busy cores. --help tells the rest.
# Needs python3. Traffic stays on loopback; everything is written below a temporary folder that is deleted in the end.
set -eu
cd "$(dirname "$0")/.."
./jenvoy --version >/dev/null
PYTHONPATH=bench PYTHONDONTWRITEBYTECODE=1 exec python3 -m jenvoy_faults.bitflips "$@"

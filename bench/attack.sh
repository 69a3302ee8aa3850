#!/bin/sh
# Attacks a real server with the options of production, and says what held: signed deliveries are answered within
# 2 s meanwhile, 10 s later all is as before, SIGTERM ends it. Ends with 1 where something did not hold.
#
#   bench/attack.sh              every case, about 11 minutes
#   bench/attack.sh NAME...      some of them
#   bench/attack.sh --help       the cases, what each does and how long it takes
#
# Needs python3. Traffic stays on loopback, bounded in connections, bytes and time; everything is written below a
# temporary folder that is deleted in the end. As root a small file system is mounted there for the full disk.
set -eu
cd "$(dirname "$0")/.."
./jenvoy --version >/dev/null
PYTHONPATH=bench PYTHONDONTWRITEBYTECODE=1 exec python3 -m jenvoy_faults.attack "$@"

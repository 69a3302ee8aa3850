#!/bin/sh
# Bad days for several servers on one PostgreSQL with a synchronous standby: half an hour of them, or as many seconds as the
# first argument says. Senders send; servers are killed, stopped in their tracks, cut off from the database without a word and
# started with wrong clocks; the database is killed and fails over; a transaction holds an old snapshot. At the end it compares
# what senders and hooks witnessed with the journal:
#
#   C1   every answered delivery ran to an end, or the journal says why not
#   C2   no two runs of a queue at once
#   C3   what was answered before another was sent begins before it, in the same queue
#   C4   attempts of a hook for a delivery have distinct, growing numbers
#   C5   JENVOY_FENCE grows along each queue of a repository and ref
#   C6   the same delivery at once is one delivery, and all are told the same
#   C7   the journal has exactly the runs that hooks witnessed
#   C8   nothing is left over
#   C9   of "latest" hooks, the last accepted delivery ran last
#   C10  an answer shows what its own runs printed
#   C11  no hook of a dead server is alive
#
# A second argument repeats the run of that seed. Traffic stays on loopback; everything is written below temporary folders
# that are deleted in the end.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -q -Dquick -pl app test -Dtest=ChaosTest -Djenvoy.chaos.seconds="${1:-1800}" ${2:+-Djenvoy.chaos.seed="$2"}

#!/bin/sh
# Bad days for several servers on one PostgreSQL with a synchronous standby: half an hour of them, or as many seconds as the
# first argument says. Senders send; servers are killed, by their hooks too, stopped in their tracks, frozen with all that they
# run, cut off from the database without a word or in one direction, slowed down, restarted in a row and started with wrong
# clocks; the database is killed, cut off, starts with a wrong clock and fails over; a transaction holds an old snapshot. At the
# end it compares what senders and hooks witnessed with the journal:
#
#   C1   every answered delivery ran to an end, or the journal says why not
#   C2   no two runs of a queue at once, except beside one of a machine that was frozen as a whole, which has the lower fence
#   C3   what was answered before another was sent begins before it, in the same queue
#   C4   attempts of a hook for a delivery have distinct, growing numbers
#   C5   JENVOY_FENCE grows along each queue of a repository and ref
#   C6   the same delivery at once is one delivery, and all are told the same
#   C7   the journal has exactly the runs that hooks witnessed
#   C8   nothing is left over
#   C9   of "latest" hooks, the last accepted delivery ran last
#   C10  an answer shows what its own runs printed
#   C11  no hook of a dead server is alive
#   C12  a delivery that kills its servers kills four at most
#
# A second argument repeats the run of that seed. "failovers" as the first argument kills the primary so many times (20, or the
# second argument) while senders send: with a synchronous standby nothing may be lost, and with one that lags the servers must
# say what was. As root, servers and databases get networks of their own, which end with the
# run; elsewhere proxies on loopback take their place. Everything is written below temporary folders that are deleted in the end.
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" = failovers ]; then
  exec mvn -B -q -Dquick -pl app test -Dtest=FailoversTest -Dtest.excluded= -Dtest.seconds=7200 -Dtest.reruns=0 \
    -Djenvoy.failovers="${2:-20}"
fi
seconds=${1:-1800}
exec mvn -B -q -Dquick -pl app test -Dtest=ChaosTest -Dtest.seconds=$((seconds + 1800)) \
  -Dtest.reruns=0 -Djenvoy.chaos.seconds="$seconds" ${2:+-Djenvoy.chaos.seed="$2"}

"""The command: which parts, how long, and where the results go."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from . import against, aging, burst, cluster, parts, plot, results, steps
from .systems import Failed

# Those that run only when they are named.
LONG = burst.PARTS | aging.PARTS
OTHERS = LONG | cluster.ALL


def arguments() -> argparse.Namespace:
    here = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures Jenvoy beside its peer and its floors.")
    listed = f"one of {', '.join(parts.ALL)}; none: all of these; {', '.join(LONG)}; {', '.join(cluster.PARTS)}, or cluster: all of those"
    parser.add_argument("parts", nargs="*", metavar="PART", help=listed)
    parser.add_argument("--rounds", type=int, default=5, help="how often each system is measured (5)")
    parser.add_argument("--seconds", type=float, default=5, help="how long each load lasts (5)")
    parser.add_argument("--warmup", type=float, default=30, help="how long each system is loaded beforehand (30)")
    parser.add_argument("--hold", type=float, default=600, help="how long cluster-snapshot holds a snapshot (600)")
    parser.add_argument("--against", metavar="COMMIT", help=f"measure against that commit, not the peer: {', '.join(against.ALL)}")
    parser.add_argument("--name", help="of the results' files (the parts, or 'all')")
    parser.add_argument("--keep", action="store_true", help="keep the servers' folders and logs")
    parser.add_argument("--top", type=Path, default=here.parent, help=argparse.SUPPRESS)
    parser.add_argument("--target", type=Path, default=here / "target", help=argparse.SUPPRESS)
    parser.add_argument("--results", type=Path, default=here / "results", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    known = against.ALL if chosen.against else parts.ALL | OTHERS
    unknown = [part for part in chosen.parts if part not in known]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(known)}")
    if not 1 <= chosen.hold <= 7200:
        parser.error("hold must be 1 to 7200")
    if not 1 <= chosen.rounds <= 100 or not 1 <= chosen.seconds <= 60 or not 1 <= chosen.warmup <= 60:
        parser.error("rounds must be 1 to 100, seconds and warmup 1 to 60")
    return chosen


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def interrupted(number, frame):
    # As an exception, so that every server is stopped on the way out.
    raise SystemExit(128 + number)


def main() -> int:
    chosen = arguments()
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGHUP, interrupted)
    wanted = chosen.parts or list(against.ALL if chosen.against else parts.ALL)
    found = results.Results()
    about = results.machine(parts.java()) | {"rounds": chosen.rounds, "seconds": chosen.seconds}
    if about["load_before"] > about["cores"] / 2:
        say(f"bench: the machine is busy (load {about['load_before']:.1f}): ratios hold better than numbers")
    work = Path(tempfile.mkdtemp(prefix="work-", dir=chosen.target))
    code = 0
    try:
        for part in wanted:
            say(f"{part}:")
            bench = parts.Bench(
                chosen.top, chosen.target, work, chosen.rounds, chosen.seconds, chosen.warmup, chosen.hold, found, say
            )
            try:
                if chosen.against:
                    against.ALL[part](bench, against.checked_out(chosen.top, chosen.against, chosen.target))
                else:
                    (parts.ALL | OTHERS)[part](bench)
            except Failed as e:
                say(f"bench: {part} could not be measured: {e}")
                code = 1
    except KeyboardInterrupt:
        code = 130
    finally:
        if chosen.keep:
            say(f"bench: kept {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    judged = found.judged()
    if judged:
        about["load_after"] = os.getloadavg()[0]
        name = chosen.name or "-".join(["against"] * bool(chosen.against) + chosen.parts) or "all"
        results.write(chosen.results / f"{name}.json", found, judged, about)
        if any("goal" in entry for entry in judged):
            plot.write(chosen.results / f"{name}.svg", judged, f"Jenvoy against its goals, {about['cores']} cores")
        if any(row.part == "growth" for row in found.rows):
            (chosen.results / f"{name}-growth.svg").write_text(plot.curves(found.series))
        if any(row.part == "profile" for row in found.rows):
            costs = {e["what"]: e["value"] for e in judged if e["part"] == "profile" and e["value"] >= 0.005}
            ordered = dict(sorted(costs.items(), key=lambda cost: -cost[1]))
            text = f"Processor time of a delivery, {sum(ordered.values()):.2f} ms in all"
            (chosen.results / f"{name}-steps.svg").write_text(steps.draw(ordered, text))
        print(results.table(judged))
        say(f"written to {chosen.results / name}.json and .svg")
    return code


if __name__ == "__main__":
    sys.exit(main())

"""The command bench/attack.sh."""

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
from pathlib import Path

from jenvoy_bench.systems import Failed

from . import server, wire
from .attacks import CASES, Case
from .run import Run, Verdict

#: As the systemd unit has it.
DESCRIPTORS = 8192


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    top = Path(__file__).resolve().parents[2]
    listed = "\n".join(f"  {case.name:<17} {case.seconds:>3} s  {case.does}" for case in CASES.values())
    parser = argparse.ArgumentParser(
        prog="bench/attack.sh",
        description="Attacks a real server on loopback, and says what held.",
        epilog=f"cases, and about how long each takes, {sum(c.seconds for c in CASES.values())} s in all:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a case; none: all of them")
    parser.add_argument("--keep", action="store_true", help="keep the folder of each case that did not hold")
    parser.add_argument("--server", metavar="COMMAND", help="what starts a server in place of ./jenvoy")
    parser.set_defaults(top=top)
    chosen = parser.parse_args(given)
    unknown = [name for name in chosen.names if name not in CASES]
    if unknown:
        parser.error(f"no such case: {', '.join(unknown)}; there are {', '.join(CASES)}")
    return chosen


def patience() -> float:
    """How much longer than on an idle machine things may take, as this one was busy before anything began."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    if load <= 1:
        return 1.0
    longer = min(load, 4.0)
    print(f"the machine is busy (load {load:.1f} a processor): answers may take {longer:.1f} times as long", file=sys.stderr)
    return longer


def attempt(case: Case, work: Path, command: list[str], keep: bool, longer: float) -> Verdict:
    began = time.monotonic()
    descriptors = min(DESCRIPTORS, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    run = Run(case.name, work / case.name, command, descriptors, longer)
    run.folder.mkdir(parents=True)
    try:
        case.act(run)
        run.judge()
    except (Failed, OSError) as e:
        run.must(False, f"could not be carried out: {type(e).__name__}: {e}")
        if run.server is not None and "OutOfMemoryError" in run.server.said():
            run.must(False, "OutOfMemoryError in the log")
    finally:
        if keep and run.broken:
            run.cleanup.close()
            print(f"kept {run.folder}", file=sys.stderr)
        else:
            run.close()
    return Verdict(case.name, run.measured, run.broken, time.monotonic() - began)


def table(verdicts: list[Verdict]) -> str:
    lines = ["| attack | held | seconds | measured |", "| --- | --- | --- | --- |"]
    for verdict in verdicts:
        what = "; ".join(verdict.measured + [f"**{broken}**" for broken in verdict.broken]).replace("|", "/")
        lines.append(f"| {verdict.name} | {'no' if verdict.broken else 'yes'} | {verdict.seconds:.0f} | {what} |")
    return "\n".join(lines)


def interrupted(number, frame):
    raise SystemExit(128 + number)


def main(given: list[str] | None = None) -> int:
    chosen = arguments(given)
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGHUP, interrupted)
    wire.raise_limit()
    cases = [CASES[name] for name in chosen.names] or list(CASES.values())
    command = server.command(chosen.server, chosen.top)
    longer = patience()
    verdicts = []
    work = Path(tempfile.mkdtemp(prefix="jenvoy-attack-"))
    try:
        for case in cases:
            print(f"{case.name}: {case.does}", file=sys.stderr, flush=True)
            verdict = attempt(case, work, command, chosen.keep, longer)
            verdicts.append(verdict)
            for broken in verdict.broken:
                print(f"  not held: {broken}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        return 130
    finally:
        if verdicts:
            print(table(verdicts))
        if not chosen.keep:
            server.shutil.rmtree(work, ignore_errors=True)
    return 1 if any(verdict.broken for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())

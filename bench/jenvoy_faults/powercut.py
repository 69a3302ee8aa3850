"""The command bench/powercut.sh: a loss of power at any moment, from what was written until then."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from jenvoy_bench.systems import Failed

from . import accepted, disk, server


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/powercut.sh", description="Rebuilds the data folder as a loss of power leaves it, at random instants."
    )
    parser.add_argument("--instants", type=int, default=40, help="how many (40)")
    parser.add_argument("--seconds", type=float, default=4, help="how long each of three servers is under load (4)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31), help="repeats a run")
    parser.add_argument("--server", metavar="COMMAND", help="what starts a server in place of ./jenvoy")
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    return parser.parse_args(given)


def record(work: Path, chosen: argparse.Namespace, command: list[str]) -> tuple[disk.Shim, accepted.Clients]:
    """Three servers, one after the other: killed, stopped, killed; each under load, on one data folder."""
    folder = work / "recorded"
    site = server.Server(folder, command, {"response_timeout": "300ms"})
    shim = disk.Shim(disk.build(work), site.data, work / "disk.log", None, chosen.seed)
    clients = accepted.Clients(chosen.seed)
    try:
        for end in (site.kill, site.stop, site.kill):
            site.start(environment=shim.environment).serving()
            clients.load(site, chosen.seconds, position=shim.length, then=end)
            site.kill()
    finally:
        site.kill()
    if clients.odd:
        raise Failed(f"answers other than 200, 202 and 503: {clients.odd[:3]}")
    return shim, clients


def instants(log: Path, clients: accepted.Clients, count: int, choice: random.Random) -> list[int]:
    """Places in the log: some anywhere, and some just behind an answer, where little else was done since."""
    ends = [record.end for record in disk.records(log)]
    if len(ends) < 100 or len(clients.accepted) < 5:
        raise Failed(f"only {len(ends)} calls and {len(clients.accepted)} answers were recorded: the shim sees nothing")
    close = [given.position for given in clients.accepted if given.position <= ends[-1]]
    return sorted(choice.choice(close) if number % 2 else choice.choice(ends) for number in range(count))


def restarted(work: Path, number: int, state: disk.Disk, known: list, command: list[str], choice: random.Random) -> list[str]:
    """Starts a server on what is left, and sees what it makes of it."""
    folder = work / f"instant-{number}"
    folder.mkdir()
    survive = choice.choice([0.0, 0.0, 1.0, 0.5, 0.5, 0.8, 0.2])
    state.after(folder / "data", choice, survive)
    with server.Server(folder, command) as again:
        again.start()
        try:
            again.serving()
            broken = accepted.broken_promises(again, known)
            if again.stop() is None:
                broken.append("SIGTERM did not end it")
        except Failed as e:
            broken = [str(e)]
        return [f"{problem} (instant {number}, {survive:g} of the unsynced survive)" for problem in broken]


def main(given: list[str] | None = None) -> int:
    chosen = arguments(given)
    command = server.command(chosen.server, Path(__file__).resolve().parents[2])
    print(f"powercut: seed={chosen.seed} instants={chosen.instants}", flush=True)
    choice = random.Random(chosen.seed)
    work = Path(tempfile.mkdtemp(prefix="jenvoy-powercut-"))
    broken: list[str] = []
    began = time.monotonic()
    try:
        shim, clients = record(work, chosen, command)
        state = disk.Disk(shim.root)
        cuts = instants(shim.log, clients, chosen.instants, choice)
        calls, checked = 0, 0
        for at in disk.records(shim.log):
            while cuts and cuts[0] < at.end:
                position = cuts.pop(0)
                known = [one for one in clients.accepted if one.position <= position]
                broken += restarted(work, checked, state, known, command, choice)
                checked += 1
                print(f"powercut: instant {checked} of {chosen.instants}: {len(known)} accepted before it", flush=True)
                if not chosen.keep:
                    shutil.rmtree(work / f"instant-{checked - 1}", ignore_errors=True)
            state.take(at)
            calls += 1
        for position in cuts:
            broken += restarted(work, checked, state, list(clients.accepted), command, choice)
            checked += 1
        print(
            f"powercut: {calls} calls, {len(clients.accepted)} accepted, {checked} instants,"
            f" {len(broken)} problems, {time.monotonic() - began:.0f} s"
        )
    except Failed as e:
        broken.append(str(e))
    finally:
        if chosen.keep:
            print(f"powercut: kept {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    for problem in broken:
        print(f"powercut: not held: {problem}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""The command bench/diskerrors.sh: a disk that fails, for a while and now and then."""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from jenvoy_bench.systems import Failed

from . import accepted, disk, server

#: What fails, and whether it fails always, so that nothing can be accepted meanwhile.
WAYS: dict[str, tuple[dict[str, int], bool]] = {
    "sync-fails": ({"sync_eio": 1000}, True),
    "sync-fails-30": ({"sync_eio": 300}, False),
    "write-fails": ({"write_eio": 1000}, True),
    "write-fails-20": ({"write_eio": 200}, False),
    "full": ({"write_enospc": 1000, "create_enospc": 1000}, True),
    "full-30": ({"write_enospc": 300, "create_enospc": 300}, False),
    "slow-sync": ({"sync_millis": 400}, False),
    "all-5": ({"sync_eio": 50, "write_eio": 50, "write_enospc": 50, "create_enospc": 50, "sync_millis": 20}, False),
}
#: How long the server may take to see that the disk is well again.
RECOVERY = 15


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/diskerrors.sh", description="Lets the disk below a server fail, then kills it with SIGKILL."
    )
    parser.add_argument("ways", nargs="*", metavar="WAY", help=f"one of {', '.join(WAYS)}; none: all of them")
    parser.add_argument("--seconds", type=float, default=4, help="how long the disk fails each time (4)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31), help="repeats a run")
    parser.add_argument("--server", metavar="COMMAND", help="what starts a server in place of ./jenvoy")
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    chosen = parser.parse_args(given)
    unknown = [way for way in chosen.ways if way not in WAYS]
    if unknown:
        parser.error(f"no such way: {', '.join(unknown)}")
    return chosen


def attempt(way: str, work: Path, library: Path, chosen: argparse.Namespace, command: list[str]) -> list[str]:
    """One way to fail: under load, then well again, then killed, and looked at by the next server."""
    folder = work / way
    with server.Server(folder, command, {"response_timeout": "300ms"}) as site:
        shim = disk.Shim(library, site.data, None, work / f"{way}.control", chosen.seed)
        site.start(environment=shim.environment).serving()
        clients = accepted.Clients(chosen.seed)
        clients.load(site, 1)
        before = len(clients.accepted)
        failures, always = WAYS[way]
        broken = [] if before else ["nothing was accepted before it"]
        shim.fail(**failures)
        # From here on the disk is known to fail: a first delivery may still find the last sync done.
        time.sleep(0.05)
        clients.load(site, chosen.seconds, then=lambda: broken.extend(told(site) if always else []))
        during = len(clients.accepted) - before
        if always and during:
            broken.append(f"{during} deliveries were accepted while nothing could be written")
        if shim.failed() == 0 and "sync_millis" not in failures:
            broken.append("no call failed: nothing is shown by that")
        shim.fail()
        recovered = recovery(site, clients, chosen.seed)
        if recovered is None:
            broken.append(f"no delivery was accepted {RECOVERY} s after the disk was well again")
        # In the middle of it: what was answered is on disk, whatever was still in memory.
        shim.fail(**failures)
        clients.load(site, 1, then=site.kill)
        if clients.odd:
            broken.append(f"{len(clients.odd)} answers other than 200, 202 and 503, as {clients.odd[:2]}")
        site.start().serving()
        broken += accepted.broken_promises(site, clients.accepted)
        if site.stop() is None:
            broken.append("SIGTERM did not end it")
        print(
            f"diskerrors: {way}: {shim.failed()} calls failed, answers {dict(sorted(clients.statuses.items()))},"
            f" {during} accepted meanwhile, accepting again after"
            f" {'-' if recovered is None else f'{recovered:.1f}'} s, {len(broken)} problems",
            flush=True,
        )
    return [f"{way}: {problem}" for problem in broken]


def told(site: server.Server) -> list[str]:
    """What is wrong with what the server says of itself while its disk fails."""
    try:
        ready, alive = site.get("/readyz"), site.get("/healthz")
    except OSError as e:
        return [f"/readyz and /healthz do not answer: {type(e).__name__}"]
    broken = []
    if ready.status != 503 or "disk" not in ready.text.lower():
        broken.append(f"/readyz answers {ready.status} {ready.text.strip()[:120]}")
    if alive.status != 200:
        broken.append(f"/healthz answers {alive.status}: a restart would not cure a disk")
    return broken


def recovery(site: server.Server, clients: accepted.Clients, seed: int) -> float | None:
    choice = random.Random(seed + 7)
    began = time.monotonic()
    while time.monotonic() - began < RECOVERY:
        if clients.one(site, choice) in (200, 202):
            return time.monotonic() - began
        time.sleep(0.1)
    return None


def main(given: list[str] | None = None) -> int:
    chosen = arguments(given)
    command = server.command(chosen.server, Path(__file__).resolve().parents[2])
    print(f"diskerrors: seed={chosen.seed}", flush=True)
    work = Path(tempfile.mkdtemp(prefix="jenvoy-diskerrors-"))
    broken: list[str] = []
    began = time.monotonic()
    ways = chosen.ways or list(WAYS)
    try:
        library = disk.build(work)
        for way in ways:
            try:
                broken += attempt(way, work, library, chosen, command)
            except (Failed, OSError) as e:
                broken.append(f"{way}: {e}")
    except Failed as e:
        broken.append(str(e))
    finally:
        if chosen.keep:
            print(f"diskerrors: kept {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    for problem in broken:
        print(f"diskerrors: not held: {problem}")
    print(f"diskerrors: {len(ways)} ways, {len(broken)} problems, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""The command bench/bitflips.sh: a journal whose bytes were changed behind the server's back."""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from jenvoy_bench.systems import Failed

from . import accepted, senders, server

#: Says of a server that it will not start that way, and of what it found.
REFUSED = ("Nothing was changed", "cannot be used")
PENDING = 12


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/bitflips.sh", description="Damages the files of a journal and starts a server on each."
    )
    parser.add_argument("--damages", type=int, default=45, help="how many (45)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31), help="repeats a run")
    parser.add_argument("--server", metavar="COMMAND", help="what starts a server in place of ./jenvoy")
    parser.add_argument("--keep", action="store_true", help="keep the folders of those that did not hold")
    return parser.parse_args(given)


@dataclass(frozen=True)
class Template:
    """A data folder as a killed server left it. Of each pending delivery, how long the log was when it was accepted."""

    name: str
    data: Path
    pending: dict[str, int]


WAITS = "#!/bin/sh\nsleep 600\n"


def templates(work: Path, command: list[str]) -> list[Template]:
    """
    Two: one whose pending deliveries stand in the write-ahead log, and one where they stand in the database.
    """
    site = server.Server(work / "made", command, {"response_timeout": "200ms", "max_concurrent": 4})
    try:
        site.start().serving()
        choice = random.Random(1)
        clients = accepted.Clients(1)
        for _ in range(60):
            clients.one(site, choice)
        site.stop()
        site.hook("push", WAITS)
        site.start().serving()
        pending = {}
        for number in range(PENDING):
            request = senders.github(f"pending-{number}", 2_000 * number, branch=f"b{number}")
            if site.send(request).status != 202:
                raise Failed("a delivery whose hook waits was not answered 202")
            pending[request.delivery] = (site.data / "journal.db-wal").stat().st_size
        site.kill()
        in_log = work / "in-log"
        shutil.copytree(site.data, in_log, symlinks=True)
        # The log is folded into the database, and begun anew with the one page of a write that means nothing: what
        # stood there before would hide the database's own pages.
        folded = work / "folded"
        shutil.copytree(site.data, folded, symlinks=True)
        database = sqlite3.connect(folded / "journal.db", isolation_level=None)
        database.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        database.execute("UPDATE store SET touched = touched")
        # Copied while it is open: closing it would delete the log, which a server that died leaves.
        in_file = work / "in-file"
        shutil.copytree(folded, in_file, symlinks=True)
        database.close()
        return [Template("log", in_log, pending), Template("file", in_file, pending)]
    finally:
        site.kill()


def damage(data: Path, in_log: bool, choice: random.Random) -> tuple[str, int | None]:
    """Does it; what was done, and from where on the write-ahead log is no longer what it was."""
    name = "journal.db-wal" if in_log and choice.random() < 0.7 else "journal.db"
    file = data / name
    content = bytearray(file.read_bytes())
    kind = choice.choice(("bit", "bit", "bits", "sector", "cut", "garbage"))
    at = choice.randrange(len(content))
    if kind == "bit":
        content[at] ^= 1 << choice.randrange(8)
    elif kind == "bits":
        places = [choice.randrange(len(content)) for _ in range(20)]
        for place in places:
            content[place] ^= 1 << choice.randrange(8)
        at = min(places)
    elif kind == "sector":
        at -= at % 512
        content[at : at + 512] = bytes(min(512, len(content) - at))
    elif kind == "cut":
        del content[at:]
    else:
        length = min(4096, len(content) - at)
        content[at : at + length] = choice.randbytes(length)
    file.write_bytes(content)
    return f"{name}: {kind} at {at}", at if name.endswith("-wal") else None


def attempt(number: int, work: Path, template: Template, command: list[str], choice: random.Random, keep: bool):
    folder = work / f"damage-{number}"
    folder.mkdir()
    shutil.copytree(template.data, folder / "data", symlinks=True)
    shutil.rmtree(folder / "data" / "memory", ignore_errors=True)
    what, log_from = damage(folder / "data", template.name == "log", choice)
    broken: list[str] = []
    with server.Server(folder, command, {"response_timeout": "300ms"}) as site:
        site.start()
        try:
            site.serving(30)
            verdict = "started"
            broken = at_work(site, template, log_from)
        except Failed:
            if site.lives():
                verdict = "hangs"
                broken = ["neither serves nor refuses within 30 s"]
            else:
                verdict = f"refused with {site.process.returncode}"
                if not any(word in site.said() for word in REFUSED) or site.process.returncode != 1:
                    broken = [f"ended with {site.process.returncode} without a reason: {site.said()[-300:]}"]
        if not keep or not broken:
            site.kill()
            shutil.rmtree(folder, ignore_errors=True)
    print(f"bitflips: {number + 1}: {what}: {verdict}{''.join('; NOT HELD: ' + b for b in broken)}", flush=True)
    return verdict, [f"{number + 1} ({what}): {problem}" for problem in broken]


def at_work(site: server.Server, template: Template, log_from: int | None) -> list[str]:
    """What is wrong with a server that started on it: no answer may be a fault, no pending delivery be lost unsaid."""
    broken = []
    for make in (senders.github, senders.gitea, senders.bitbucket, lambda: senders.github(padding=1_300_000)):
        answer = site.send(make(), timeout=20)
        if answer.status not in (200, 202, 503):
            broken.append(f"a delivery is answered {answer.status} {answer.text[:80]}")
    for path in ("/api/deliveries?limit=500", "/api/status", "/api/overview", "/api/deliveries?state=failed&text=a"):
        answer = site.get(path, admin=True, timeout=20)
        if answer.status not in (200, 503):
            broken.append(f"{path} is answered {answer.status} {answer.text[:80]}")
    # Of a log that was damaged all that stands behind is as if it had never been written: a stated limit.
    wanted = {one for one, length in template.pending.items() if log_from is None or length <= log_from}
    end = time.monotonic() + 15
    while not wanted <= site.ran().keys() and time.monotonic() < end:
        time.sleep(0.2)
    lost = wanted - site.ran().keys()
    said = site.said() + site.get("/readyz").text
    if lost and not any(word in said for word in ("damaged", "malformed", "CORRUPT")):
        broken.append(f"{len(lost)} pending deliveries are lost and nothing is said of it")
    if site.stop() is None:
        broken.append("SIGTERM did not end it")
    return broken


def main(given: list[str] | None = None) -> int:
    chosen = arguments(given)
    command = server.command(chosen.server, Path(__file__).resolve().parents[2])
    print(f"bitflips: seed={chosen.seed} damages={chosen.damages}", flush=True)
    choice = random.Random(chosen.seed)
    work = Path(tempfile.mkdtemp(prefix="jenvoy-bitflips-"))
    verdicts: dict[str, int] = {}
    broken: list[str] = []
    began = time.monotonic()
    try:
        made = templates(work, command)
        for number in range(chosen.damages):
            verdict, problems = attempt(number, work, made[number % 2], command, choice, chosen.keep)
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
            broken += problems
    except (Failed, OSError) as e:
        broken.append(f"{type(e).__name__}: {e}")
    finally:
        if chosen.keep:
            print(f"bitflips: kept {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    for problem in broken:
        print(f"bitflips: not held: {problem}")
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    print(f"bitflips: {told}, {len(broken)} problems, {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

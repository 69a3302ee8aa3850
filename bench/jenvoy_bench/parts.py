"""The parts of the bench. Each starts what it compares, warms it up, and measures in rounds that alternate the systems."""

import json
import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import deliveries, journal, load, steps
from .results import Results
from .systems import PYTHON_HOOK, RESIDENT_HOOK, Failed, Jenvoy, Peer, Server, write_hook

KILOBYTES_8 = 8 * 1024
MEGABYTES_25 = 25_000_000
BRANCHES = 64
MILLION = 1_000_000
STARTS_PER_ROUND = 3
CONNECTIONS = (1, 2, 4, 8, 16, 32, 64)
SIZES = (2_048, 8_192, 65_536, 524_288, 4_194_304)


@dataclass(frozen=True)
class Bench:
    """Where and how much is measured."""

    top: Path
    target: Path
    work: Path
    rounds: int
    seconds: float
    warmup: float
    hold: float
    results: Results
    say: Callable[[str], None]

    def folder(self, name: str) -> Path:
        made = self.work / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    def alternate(self, measurements: list[Callable[[], None]]) -> None:
        """Every second round goes backwards, so that none always follows the same other one."""
        for number in range(self.rounds):
            self.say(f"  round {number + 1} of {self.rounds}")
            for measure in measurements if number % 2 == 0 else reversed(measurements):
                measure()

    def loading(self, name: str, server: Server, pieces: Path, connections: int, refusals: bool = False):
        """
        Warms a server up, and returns the measurement of it. With 8 connections in any case: what a young JVM needs is a
        number of deliveries, which one connection would take long to send.
        """
        load.run(server, pieces, 8, self.warmup, refusals)

        def measure() -> None:
            came = load.run(server, pieces, connections, self.seconds, refusals)
            self.results.add(f"{name}, rate", came.rate, "/s")
            self.results.add(f"{name}, median", came.median, "ms")
            self.results.add(f"{name}, p99", came.p99, "ms")
            self.results.add(f"{name}, processor time of the server", came.own_ms, "ms each")
            self.results.add(f"{name}, processor time of its hooks", came.children_ms, "ms each")

        return measure

    def pieces(self, server: Server, branches: int = 1, wrongly_signed: bool = False) -> Path:
        names = ["main"] if branches == 1 else [f"branch-{number}" for number in range(branches)]
        bodies = [deliveries.push(KILOBYTES_8, name) for name in names]
        return deliveries.pieces(server.folder / "pieces", server.port, server.path, bodies, wrongly_signed)


UNSYNCED = {"durability": "process"}


def hooked(bench: Bench, folder: str, name: str = "jenvoy", **options) -> Jenvoy:
    """A Jenvoy with one hook that answers to every push."""
    server = Jenvoy(bench.folder(folder), bench.top, name, **options)
    write_hook(server.hooks / "push")
    return server


def throughput(bench: Bench) -> None:
    script = write_hook(bench.folder("floor") / "hook")
    with ExitStack() as stack:
        peer = stack.enter_context(Peer(bench.folder("throughput-peer")))
        parallel = stack.enter_context(hooked(bench, "throughput-parallel"))
        unsynced = stack.enter_context(hooked(bench, "throughput-unsynced", "jenvoy without a sync", keys=UNSYNCED))
        ordered = stack.enter_context(hooked(bench, "throughput-ordered", "jenvoy ordered", concurrency="ordered"))
        for server in (peer, parallel, unsynced, ordered):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")

        def floor() -> None:
            command = [str(bench.target / "spawn"), str(script), "2", str(bench.seconds)]
            rate = subprocess.run(command, check=True, capture_output=True, text=True, timeout=bench.seconds + 60).stdout
            bench.results.add("C spawn loop, two threads, rate", float(rate), "/s")

        bench.alternate(
            [
                bench.loading("jenvoy, one hook, 8 connections", parallel, bench.pieces(parallel), 8),
                bench.loading("webhook, one hook, 8 connections", peer, bench.pieces(peer), 8),
                bench.loading("jenvoy without a sync, 8 connections", unsynced, bench.pieces(unsynced), 8),
                bench.loading("jenvoy ordered, 64 branches, 8 connections", ordered, bench.pieces(ordered, BRANCHES), 8),
                floor,
            ]
        )
    mine, other = "jenvoy, one hook, 8 connections, rate", "webhook, one hook, 8 connections, rate"
    row = bench.results.row
    row("throughput", "one hook, 8 connections, against webhook", mine, other, ">= 1")
    row("throughput", "the same without a sync (durability: process)", "jenvoy without a sync, 8 connections, rate", other, ">= 1.1")
    row("throughput", "the same against the C spawn loop", mine, "C spawn loop, two threads, rate", ">= 0.58")
    several = "jenvoy ordered, 64 branches, 8 connections, rate"
    row("throughput", "ordered, 64 branches, against webhook", several, other)
    row("throughput", "ordered, 64 branches, against parallel", several, mine, ">= 0.97")


def resident(bench: Bench) -> None:
    with ExitStack() as stack:
        shell = stack.enter_context(Peer(bench.folder("resident-peer-sh")))
        python = stack.enter_context(Peer(bench.folder("resident-peer-python"), hook=PYTHON_HOOK))
        options = {"resident": True, "copies": 4}
        mine = stack.enter_context(Jenvoy(bench.folder("resident-jenvoy"), bench.top, "jenvoy", options=options))
        write_hook(mine.hooks / "push", RESIDENT_HOOK)
        for server in (shell, python, mine):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [
                bench.loading("jenvoy, resident hook in Python, 8 connections", mine, bench.pieces(mine), 8),
                bench.loading("webhook, hook in Python, 8 connections", python, bench.pieces(python), 8),
                bench.loading("webhook, one hook, 8 connections", shell, bench.pieces(shell), 8),
            ]
        )
    ours = "jenvoy, resident hook in Python, 8 connections, rate"
    row = bench.results.row
    row("resident", "against webhook with a hook in Python", ours, "webhook, hook in Python, 8 connections, rate", ">= 4")
    row("resident", "against webhook with a hook in sh", ours, "webhook, one hook, 8 connections, rate", ">= 4")


def latency(bench: Bench) -> None:
    with ExitStack() as stack:
        peer = stack.enter_context(Peer(bench.folder("latency-peer")))
        mine = stack.enter_context(hooked(bench, "latency-jenvoy"))
        unsynced = stack.enter_context(hooked(bench, "latency-unsynced", "jenvoy without a sync", keys=UNSYNCED))
        for server in (peer, mine, unsynced):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [
                bench.loading("jenvoy, one hook, 1 connection", mine, bench.pieces(mine), 1),
                bench.loading("jenvoy without a sync, 1 connection", unsynced, bench.pieces(unsynced), 1),
                bench.loading("webhook, one hook, 1 connection", peer, bench.pieces(peer), 1),
            ]
        )
    bench.results.row(
        "latency",
        "one hook, 1 connection, median latency",
        "jenvoy, one hook, 1 connection, median",
        "webhook, one hook, 1 connection, median",
        "<= 1.2",
    )
    bench.results.row(
        "latency",
        "the same without a sync (durability: process)",
        "jenvoy without a sync, 1 connection, median",
        "webhook, one hook, 1 connection, median",
        "<= 1.05",
    )


def unmatched(bench: Bench) -> None:
    with ExitStack() as stack:
        peer = stack.enter_context(Peer(bench.folder("unmatched-peer"), event="issues"))
        mine = stack.enter_context(Jenvoy(bench.folder("unmatched-jenvoy"), bench.top, "jenvoy"))
        write_hook(mine.hooks / "issues")
        peer.expect(deliveries.push(KILOBYTES_8), "not satisfied")
        mine.expect(deliveries.push(KILOBYTES_8), "nop")
        bench.alternate(
            [
                bench.loading("jenvoy, no hook matches", mine, bench.pieces(mine), 8),
                bench.loading("webhook, rule failed", peer, bench.pieces(peer), 8),
            ]
        )
    bench.results.row(
        "unmatched", "checked, no hook matches", "jenvoy, no hook matches, rate", "webhook, rule failed, rate", ">= 3"
    )


def refused(bench: Bench) -> None:
    wrong = "sha256=" + "0" * 64
    with ExitStack() as stack:
        peer = stack.enter_context(Peer(bench.folder("refused-peer")))
        mine = stack.enter_context(hooked(bench, "refused-jenvoy"))
        peer.expect(deliveries.push(KILOBYTES_8), "hook rules", wrong)
        mine.expect(deliveries.push(KILOBYTES_8), "signature", wrong)
        bench.alternate(
            [
                bench.loading("jenvoy, wrongly signed", mine, bench.pieces(mine, wrongly_signed=True), 8, True),
                bench.loading("webhook, wrongly signed", peer, bench.pieces(peer, wrongly_signed=True), 8, True),
            ]
        )
    bench.results.row(
        "refused", "wrongly signed, refused", "jenvoy, wrongly signed, rate", "webhook, wrongly signed, rate", ">= 5"
    )


def hooks(bench: Bench) -> None:
    with ExitStack() as stack:
        few = hooked(bench, "hooks-few", "jenvoy with 10 hooks")
        many = hooked(bench, "hooks-many", "jenvoy with 10,000 hooks")
        for server, count in ((few, 10), (many, 10_000)):
            for number in range(count - 1):
                write_hook(server.hooks / f"push-repository{number}")
            stack.enter_context(server)
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [bench.loading(server.name, server, bench.pieces(server), 1) for server in (few, many)]
        )
    bench.results.row(
        "hooks",
        "10,000 hooks in the folder, median latency",
        "jenvoy with 10,000 hooks, median",
        "jenvoy with 10 hooks, median",
        "<= 1.1",
    )


def journal_part(bench: Bench) -> None:
    with hooked(bench, "journal-template") as template:
        template.expect(deliveries.push(KILOBYTES_8), "deployed")
    bench.say("  a journal of a million deliveries (made once)")
    past = journal.with_past(template.data, bench.target, MILLION)
    shutil.copytree(past, bench.folder("journal-full-data"), dirs_exist_ok=True)
    with ExitStack() as stack:
        empty = hooked(bench, "journal-empty", "jenvoy with an empty journal")
        full = hooked(
            bench, "journal-full", "jenvoy with 1,000,000 deliveries", data=bench.work / "journal-full-data"
        )
        for server in (empty, full):
            stack.enter_context(server)
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [bench.loading(server.name, server, bench.pieces(server), 1) for server in (empty, full)]
        )
    bench.results.row(
        "journal",
        "1,000,000 deliveries in the journal, median latency",
        "jenvoy with 1,000,000 deliveries, median",
        "jenvoy with an empty journal, median",
        "<= 1.1",
    )


def payload(bench: Bench) -> None:
    body = deliveries.push(MEGABYTES_25)
    folder = bench.folder("payload-floor")
    (folder / "payload").write_bytes(body)
    server = Jenvoy(bench.folder("payload-jenvoy"), bench.top, "jenvoy")
    shutil.copy(bench.target / "mark", server.hooks / "push")
    sign = deliveries.signature(body)

    def mine() -> float:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            request = deliveries.head(server.port, "/") + uuid.uuid4().hex.encode() + deliveries.tail(body, sign)
            connection.sendall(request[:-1])
            # Until the server has taken all that is under way.
            time.sleep(0.5)
            sent = time.time_ns()
            connection.sendall(request[-1:])
            answer = b""
            while b"\r\n\r\n" not in answer or b"returncode" not in answer or not answer.rstrip().endswith(b"}"):
                got = connection.recv(65536)
                if not got:
                    break
                answer += got
        text = answer.partition(b"\r\n\r\n")[2].decode()
        try:
            return (int(json.loads(text)["push"]["stdout"]) - sent) / 1e6
        except (ValueError, KeyError) as e:
            raise Failed(f"jenvoy did not run the hook on 25 MB: {answer[:300]!r}") from e

    def floor() -> float:
        command = [java(), "-cp", str(bench.target), "Payload", str(folder / "payload"), str(folder), "6"]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        return float(done.stdout.split()[-1])

    with server:
        for _ in range(3):
            mine()
        bench.alternate(
            [
                lambda: bench.results.add("jenvoy, 25 MB, last byte to hook start", mine(), "ms"),
                lambda: bench.results.add("reading, HMAC, synced write, copy of 25 MB", floor(), "ms"),
            ]
        )
    bench.results.row(
        "payload",
        "25 MB, from last byte to hook start",
        "jenvoy, 25 MB, last byte to hook start",
        "reading, HMAC, synced write, copy of 25 MB",
        "<= 1.5",
    )


def start(bench: Bench) -> None:
    body = deliveries.push(KILOBYTES_8)
    bare, archived = hooked(bench, "start-bare"), hooked(bench, "start-archived")

    def empty() -> float:
        began = time.monotonic()
        # Without a time limit: with one, Python looks for the end in steps that grow to 16 ms.
        subprocess.run([java(), "-cp", str(bench.target), "Empty"], check=True)
        return (time.monotonic() - began) * 1e3

    def measured(name: str, once: Callable[[], float]) -> Callable[[], None]:
        def measure() -> None:
            for _ in range(STARTS_PER_ROUND):
                bench.results.add(name, once(), "ms")

        return measure

    ways = {
        "jenvoy, start to first answer": lambda: bare.first_answer(os.environ | {"JENVOY_ARCHIVE": "off"}, body, "deployed"),
        "jenvoy, start to first answer, with archive": lambda: archived.first_answer(dict(os.environ), body, "deployed"),
    }
    # Makes the data folders.
    for once in ways.values():
        once()
    bench.alternate([measured("an empty JVM", empty)] + [measured(name, once) for name, once in ways.items()])
    for (name, what, goal) in zip(
        ways, ("start to first answer", "the same with an archive of classes"), ("<= 10", "<= 8")
    ):
        bench.results.row("start", what, name, "an empty JVM", goal)


def memory(bench: Bench) -> None:
    for number in range(max(1, bench.rounds // 2)):
        with hooked(bench, f"memory-{number}") as server:
            time.sleep(5)
            bench.results.add("jenvoy, resident, idle", server.resident(), "MB")
            pieces, sent = bench.pieces(server), 0
            while sent < 10_000:
                sent += load.run(server, pieces, 8, 2).requests
            bench.results.add("jenvoy, resident, after 10,000 deliveries", server.resident(), "MB")
        with Peer(bench.folder(f"memory-peer-{number}")) as peer:
            time.sleep(1)
            bench.results.add("webhook, resident, idle", peer.resident(), "MB")
            pieces, sent = bench.pieces(peer), 0
            while sent < 10_000:
                sent += load.run(peer, pieces, 8, 2).requests
            bench.results.add("webhook, resident, after 10,000 deliveries", peer.resident(), "MB")
    row = bench.results.row
    row("memory", "resident, idle", "jenvoy, resident, idle", None, "<= 76")
    row("memory", "resident, after 10,000 deliveries", "jenvoy, resident, after 10,000 deliveries", None, "<= 115")
    row("memory", "webhook, resident, idle", "webhook, resident, idle")
    row("memory", "webhook, resident, after 10,000 deliveries", "webhook, resident, after 10,000 deliveries")


def growth(bench: Bench) -> None:
    """How rate and latency change with the connections and with the payload. No goals: for the plot."""
    with hooked(bench, "growth") as server:
        server.expect(deliveries.push(KILOBYTES_8), "deployed")
        load.run(server, bench.pieces(server), 8, bench.warmup)

        def loaded(name: str, connections: int, size: int) -> Callable[[], None]:
            file = server.folder / f"pieces-{size}"
            pieces = deliveries.pieces(file, server.port, server.path, [deliveries.push(size)], False)

            def measure() -> None:
                came = load.run(server, pieces, connections, bench.seconds)
                bench.results.add(f"{name}, rate", came.rate, "/s")
                bench.results.add(f"{name}, median", came.median, "ms")

            return measure

        connected = {f"growth, connections {count}": (count, KILOBYTES_8) for count in CONNECTIONS}
        sized = {f"growth, KB of payload {size // 1024}": (1, size) for size in SIZES}
        bench.alternate([loaded(name, *of) for name, of in (connected | sized).items()])
    for name in connected:
        bench.results.row("growth", name.removeprefix("growth, "), f"{name}, rate")
    for name in sized:
        bench.results.row("growth", name.removeprefix("growth, "), f"{name}, median")


def profile(bench: Bench) -> None:
    """What the processor time of a delivery goes into."""
    agent = steps.library(bench.target)
    jcmd = str(Path(java()).with_name("jcmd")) if os.environ.get("JAVA_HOME") else "jcmd"
    with hooked(bench, "profile") as server:
        server.expect(deliveries.push(KILOBYTES_8), "deployed")
        pieces = bench.pieces(server)
        load.run(server, pieces, 8, bench.warmup)
        for number in range(bench.rounds):
            bench.say(f"  round {number + 1} of {bench.rounds}")
            stacks = server.folder / f"stacks-{number}"
            steps.tell(jcmd, server.process.pid, agent, "start,event=cpu,interval=500us,threads")
            came = load.run(server, pieces, 8, bench.seconds)
            steps.tell(jcmd, server.process.pid, agent, f"stop,file={stacks},collapsed")
            found = steps.shares(stacks) | {}
            for step in [name for name, _ in steps.STEPS] + ["other"]:
                bench.results.add(f"step, {step}", found.get(step, 0.0) * came.own_ms, "ms each")
            bench.results.add("step, the hook itself", came.children_ms, "ms each")
    for name in bench.results.series:
        if name.startswith("step, "):
            bench.results.row("profile", name.removeprefix("step, "), name)


def java() -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


ALL: dict[str, Callable[[Bench], None]] = {
    "throughput": throughput,
    "latency": latency,
    "unmatched": unmatched,
    "refused": refused,
    "hooks": hooks,
    "resident": resident,
    "journal": journal_part,
    "payload": payload,
    "start": start,
    "memory": memory,
    "growth": growth,
    "profile": profile,
}

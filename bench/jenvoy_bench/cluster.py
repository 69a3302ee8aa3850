"""Several servers on one PostgreSQL: beside SQLite, beside one server, and what is left of the rate on bad days."""

import re
import subprocess
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from . import deliveries, load
from .parts import BRANCHES, KILOBYTES_8, MEGABYTES_25, MILLION, Bench, hooked
from .postgres import Postgres
from .systems import Failed, Jenvoy, write_hook

LEASE = 15
GRACE = 1
# The lease, the longest kill_grace and five seconds.
PATIENCE = LEASE + GRACE + 5
SLEEPING_HOOK = "#!/bin/sh\nsleep 0.2\necho deployed\n"
# Says which server runs it, and lasts until it is killed or the file is there.
HELD_HOOK = """#!/bin/sh
echo "$JENVOY_SERVER $JENVOY_DELIVERY" >>{record}
until [ -e {over} ]; do sleep 0.05; done
echo deployed
"""
TO_LIVE_SECONDS = 120


def shared(bench: Bench, postgres: Postgres, folder: str, name: str, hook: str | None = None, **options) -> Jenvoy:
    """A server on this database, with one hook that answers to every push."""
    keys = postgres.keys(f"{LEASE}s") | {"kill_grace": f"{GRACE}s"} | options.pop("keys", {})
    server = hooked(bench, folder, name, keys=keys, **options)
    if hook is not None:
        write_hook(server.hooks / "push", hook)
    return server


def together(loads: list[Callable[[], load.Load]]) -> float:
    """The rate of loads that run at the same time."""
    with ThreadPoolExecutor(len(loads)) as pool:
        return sum(came.rate for came in [one.result() for one in [pool.submit(run) for run in loads]])


def loading(bench: Bench, name: str, servers: list[Jenvoy], connections: int, branches: int = 1) -> Callable[[], None]:
    """Warms servers up, and returns the measurement of them all together, with so many connections in all."""
    shares = [connections // len(servers) + (number < connections % len(servers)) for number in range(len(servers))]
    pieces = [bench.pieces(server, branches) for server in servers]

    def run(seconds: float) -> float:
        return together(
            [
                lambda server=server, piece=piece, share=share: load.run(server, piece, share, seconds)
                for server, piece, share in zip(servers, pieces, shares)
            ]
        )

    run(bench.warmup)
    return lambda: bench.results.add(f"{name}, rate", run(bench.seconds), "/s")


def one(bench: Bench) -> None:
    """One server on PostgreSQL against SQLite."""
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres())
        ours = stack.enter_context(shared(bench, postgres, "one-postgres", "jenvoy on PostgreSQL"))
        lite = stack.enter_context(hooked(bench, "one-sqlite", "jenvoy on SQLite"))
        for server in (ours, lite):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [
                bench.loading(f"{server.name}, {connections}", server, bench.pieces(server), connections)
                for connections in (8, 64, 1)
                for server in (ours, lite)
            ]
        )
    row = bench.results.row
    names = ("jenvoy on PostgreSQL", "jenvoy on SQLite")
    for connections, goal in ((8, ">= 0.55"), (64, ">= 0.7")):
        mine, other = (f"{name}, {connections}, rate" for name in names)
        row("cluster-one", f"one server on PostgreSQL against SQLite, {connections} connections", mine, other, goal)
    mine, other = (f"{name}, 1, median" for name in names)
    row("cluster-one", "the same, 1 connection, median latency", mine, other, "<= 2")


def three(bench: Bench) -> None:
    """Three servers against one, on the same cores: what being several costs."""
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres())
        alone = stack.enter_context(Postgres())
        servers = [stack.enter_context(shared(bench, postgres, f"three-{n}", f"jenvoy {n}")) for n in (1, 2, 3)]
        single = stack.enter_context(shared(bench, alone, "three-alone", "jenvoy alone"))
        for server in (*servers, single):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [loading(bench, "three servers", servers, 8), loading(bench, "one server", [single], 8)]
        )
    bench.results.row("cluster-three", "three servers against one, 8 connections", "three servers, rate", "one server, rate", ">= 0.8")


def sleeping(bench: Bench) -> None:
    """Hooks that wait for something else: servers add up."""
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres())
        alone = stack.enter_context(Postgres())
        options = {"hook": SLEEPING_HOOK, "keys": {"max_concurrent": 8}}
        servers = [
            stack.enter_context(shared(bench, postgres, f"sleeping-{n}", f"jenvoy {n}", **options)) for n in (1, 2, 3)
        ]
        single = stack.enter_context(shared(bench, alone, "sleeping-alone", "jenvoy alone", **options))
        for server in (*servers, single):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [
                loading(bench, "three servers, hooks of 200 ms", servers, 48),
                loading(bench, "one server, hooks of 200 ms", [single], 16),
            ]
        )
    mine, other = "three servers, hooks of 200 ms, rate", "one server, hooks of 200 ms, rate"
    bench.results.row("cluster-sleeping", "three servers against one, hooks of 200 ms, 8 places each", mine, other, ">= 2.8")


def takeover(bench: Bench) -> None:
    """From kill -9 of a server to the next run of what it ran: by a start on its machine, and by another server."""

    def measure(name: str, restarted: bool) -> None:
        with ExitStack() as stack:
            folder = bench.folder(f"takeover-{uuid.uuid4().hex[:6]}")
            record, over = folder / "record", folder / "over"
            record.touch()
            hook = HELD_HOOK.format(record=record, over=over)
            postgres = stack.enter_context(Postgres())
            options = {"hook": hook, "concurrency": "ordered", "keys": {"response_timeout": "1s"}}
            first = stack.enter_context(shared(bench, postgres, f"{folder.name}-1", "jenvoy 1", **options))
            status, answer = first.send(deliveries.push(KILOBYTES_8))
            if status != 202:
                raise Failed(f"expected to wait, and was answered {status} {answer!r}")
            if not restarted:
                stack.enter_context(shared(bench, postgres, f"{folder.name}-2", "jenvoy 2", **options))
                # A beat must have been seen before it can be missed.
                time.sleep(5)
            first.process.kill()
            first.process.wait()
            killed = time.monotonic()
            if restarted:
                first.start()
            while len(record.read_text().splitlines()) < 2:
                if time.monotonic() - killed > TO_LIVE_SECONDS:
                    raise Failed(f"nobody took over: {record.read_text()!r}")
                time.sleep(0.005)
            bench.results.add(name, time.monotonic() - killed, "s")
            over.touch()

    for _ in range(bench.rounds):
        measure("takeover by a start on the same machine", True)
        measure("takeover by another server", False)
    row = bench.results.row
    row("cluster-takeover", "kill -9 to the next run, same machine", "takeover by a start on the same machine", None, "<= 5")
    row("cluster-takeover", f"the same, another server (patience {PATIENCE} s)", "takeover by another server", None, f"<= {PATIENCE + 5}")


def fill(postgres: Postgres, count: int) -> None:
    """Copies the last delivery so often, into the 20 days past."""
    schema = "jenvoy"
    template = int(postgres.sql(f"SELECT max(entry) FROM {schema}.delivery"))
    # Numbers above those in use, and the sequence above them afterwards: partitions are made ahead for those.
    changed = {
        "delivery": {"entry": f"{template} + n", "id": "'past-' || n", "key_hash": "(random() * 9e18)::bigint"}
        | {"received": "now_ - past", "finished": "now_ - past"},
        "content": {"entry": f"{template} + n", "size": "256", "body": "decode(repeat(md5(n::text), 16), 'hex')"},
        "action": {"entry": f"{template} + n", "began": "now_ - past"},
    }
    text = ["SET session_replication_role = replica;", "SET synchronous_commit = off;"]
    for table, expressions in changed.items():
        columns = postgres.sql(
            "SELECT column_name FROM information_schema.columns"
            f" WHERE table_schema = '{schema}' AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position"
        ).split()
        values = ", ".join(expressions.get(column, f't."{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        text.append(
            f"INSERT INTO {schema}.{table} ({names}) SELECT {values} FROM {schema}.{table} t,"
            f" generate_series(1, {count}) n, (SELECT (extract(epoch FROM now()) * 1e6)::bigint AS now_) clock,"
            f" LATERAL (SELECT ({20 * 24 * 3600} * 1e6 * (1 - n::float / {count}))::bigint AS past) ago"
            f" WHERE t.entry = {template};"
        )
    text.append(f"SELECT setval('{schema}.entry_no', {template + count});")
    postgres.sql("\n".join(text))
    postgres.sql("ANALYZE")


def past(bench: Bench) -> None:
    """A history of a million deliveries against an empty one."""
    with ExitStack() as stack:
        full, empty = stack.enter_context(Postgres()), stack.enter_context(Postgres())
        with shared(bench, full, "past-template", "jenvoy") as template:
            template.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.say("  a history of a million deliveries")
        fill(full, MILLION)
        servers = {
            "1,000,000 deliveries": stack.enter_context(shared(bench, full, "past-full", "jenvoy with a past")),
            "no deliveries": stack.enter_context(shared(bench, empty, "past-empty", "jenvoy without")),
        }
        for server in servers.values():
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate([loading(bench, name, [server], 8) for name, server in servers.items()])
    row = bench.results.row
    row("cluster-past", "1,000,000 deliveries in history, rate", "1,000,000 deliveries, rate", "no deliveries, rate", ">= 0.95")


def snapshot(bench: Bench) -> None:
    """A transaction elsewhere that sees an old state for as long as --hold says, against none."""
    with ExitStack() as stack:
        rates = {}
        for name in ("held", "free"):
            postgres = stack.enter_context(Postgres())
            server = stack.enter_context(shared(bench, postgres, f"snapshot-{name}", f"jenvoy, snapshot {name}"))
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
            pieces = bench.pieces(server, BRANCHES)
            load.run(server, pieces, 8, bench.warmup)
            rates[name] = (postgres, server, pieces)
        holder = subprocess.Popen(rates["held"][0].psql(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/")
        try:
            holder.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT count(*) FROM jenvoy.delivery;\n")
            holder.stdin.flush()
            holder.stdout.readline()
            end = time.monotonic() + bench.hold
            while time.monotonic() < end:
                for name, (_, server, pieces) in rates.items():
                    rate = load.run(server, pieces, 8, bench.seconds).rate
                    if time.monotonic() >= end - 4 * bench.seconds:
                        # What counts is how it is at the end of the time.
                        bench.results.add(f"snapshot {name}, rate", rate, "/s")
        finally:
            holder.kill()
            holder.wait()
    text = f"a snapshot held for {bench.hold:.0f} s under full load, rate at its end"
    bench.results.row("cluster-snapshot", text, "snapshot held, rate", "snapshot free, rate", ">= 0.9")


def large(bench: Bench) -> None:
    """Eight payloads of 25 MB at once, in a heap of 256 MB."""
    body = deliveries.push(MEGABYTES_25)
    sign = deliveries.signature(body)
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres())
        server = stack.enter_context(
            shared(bench, postgres, "large", "jenvoy", java_options="-Xmx256m", keys={"response_timeout": "60s"})
        )
        server.expect(deliveries.push(KILOBYTES_8), "deployed")
        for _ in range(bench.rounds):
            began = time.monotonic()
            with ThreadPoolExecutor(8) as pool:
                answers = [sent.result() for sent in [pool.submit(server.send, body, sign) for _ in range(8)]]
            wrong = [answer for answer in answers if answer[0] != 200 or "deployed" not in answer[1]]
            if wrong:
                raise Failed(f"25 MB at once: {wrong[0][0]} {wrong[0][1][:300]!r}")
            bench.results.add("8 payloads of 25 MB at once, until the last answer", time.monotonic() - began, "s")
            bench.results.add("heap in use after them", heap(server), "MB")
    bench.results.row("cluster-large", "8 × 25 MB at once in a heap of 256 MB", "8 payloads of 25 MB at once, until the last answer")
    bench.results.row("cluster-large", "heap in use after them", "heap in use after them", None, "<= 256")


def heap(server: Jenvoy) -> float:
    """Megabytes in use, garbage included."""
    told = subprocess.run(["jcmd", str(server.process.pid), "GC.heap_info"], capture_output=True, text=True, check=True).stdout
    return sum(int(kilobytes) for kilobytes in re.findall(r"(?:heap|generation)\s.*?used (\d+)K", told)[:2]) / 1024


PARTS: dict[str, Callable[[Bench], None]] = {
    "cluster-one": one,
    "cluster-three": three,
    "cluster-sleeping": sleeping,
    "cluster-takeover": takeover,
    "cluster-past": past,
    "cluster-snapshot": snapshot,
    "cluster-large": large,
}


def everything(bench: Bench) -> None:
    for name, part in PARTS.items():
        bench.say(f"{name}:")
        part(bench)


ALL = PARTS | {"cluster": everything}


"""What is left of a server on PostgreSQL under strain: the journal alone, a long past, a held snapshot, large payloads."""

import http.client
import json
import re
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from . import deliveries, journal, load
from .parts import BRANCHES, KILOBYTES_8, MEGABYTES_25, MILLION, Bench, hooked, java
from .postgres import ROLE, Postgres
from .shared import loading, shared
from .systems import Failed, Jenvoy

CALLERS = 64
PAGE_ROUNDS = 20
PAGES = {
    "the first page": "/api/deliveries",
    "a page of what failed in one repository": "/api/deliveries?repository=site-17&state=failed",
    "a search for a text": "/api/deliveries?text=past-77777",
    "the histogram": "/api/histogram",
}


def journal_alone(bench: Bench) -> None:
    """Deliveries that are accepted and end, without HTTP and without hooks: the most that this database could do."""
    folder = bench.folder("journal-alone")
    (folder / "payload").write_bytes(deliveries.push(KILOBYTES_8))
    with ExitStack() as stack:
        postgres = stack.enter_context(Postgres())
        classes = f"{bench.target}:{bench.top / 'app' / 'target' / 'jenvoy.jar'}"
        arguments = [postgres.url(), ROLE, str(folder / "data"), str(folder / "payload"), str(CALLERS)]
        log = stack.enter_context((folder / "log").open("wb"))
        process = stack.enter_context(
            subprocess.Popen(
                [java(), "-XX:+UseSerialGC", "-Xmx256m", "-cp", classes, "JournalRate", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        )
        # Its input ends with the block, and so does it.
        stack.callback(process.stdin.close)

        def measured(way: str, seconds: float) -> float:
            process.stdin.write(f"{way} {seconds}\n")
            process.stdin.flush()
            for line in process.stdout:
                if re.fullmatch(r"[0-9.]+", line.strip()):
                    return float(line)
            raise Failed(f"the journal alone: {(folder / 'log').read_text()[-2000:]}")

        ways = {"spread": f"ordered, {CALLERS} branches", "hot": "ordered, one branch"}
        for way in ways:
            measured(way, bench.warmup)

        def measure(way: str, name: str) -> None:
            before = Spent.by(postgres)
            bench.results.add(f"journal alone, {name}", measured(way, bench.seconds), "/s")
            Spent.by(postgres).add_since(before, bench, name)

        bench.alternate([lambda way=way, name=name: measure(way, name) for way, name in ways.items()])
    row = bench.results.row
    row("cluster-journal", "the journal alone, accepted and ended", f"journal alone, {ways['spread']}", None, ">= 2000")
    row("cluster-journal", "the same on one branch, one after the other", f"journal alone, {ways['hot']}")
    for what in ("transactions", "log", "processor time"):
        row("cluster-journal", f"the database's {what} for a delivery", f"database's {what}, {ways['spread']}")


@dataclass(frozen=True)
class Spent:
    """What a database has done so far."""

    deliveries: int
    transactions: int
    log: int
    processor: float

    @staticmethod
    def by(postgres: Postgres) -> "Spent":
        text = "SELECT (SELECT last_value FROM jenvoy.entry_no), pg_current_wal_lsn() - '0/0'::pg_lsn,"
        text += " (SELECT sum(xact_commit) FROM pg_stat_database)"
        deliveries, log, transactions = postgres.sql(text).split("|")
        return Spent(int(deliveries), int(transactions), int(log), postgres.processor_seconds())

    def add_since(self, before: "Spent", bench: Bench, name: str) -> None:
        """Adds what each delivery cost since then."""
        many = max(1, self.deliveries - before.deliveries)
        add = bench.results.add
        add(f"database's transactions, {name}", (self.transactions - before.transactions) / many, "each")
        add(f"database's log, {name}", (self.log - before.log) / many / 1024, "KB each")
        add(f"database's processor time, {name}", (self.processor - before.processor) * 1e3 / many, "ms each")


def past(bench: Bench) -> None:
    """A history of a million deliveries against an empty one: the rate, and pages."""
    with hooked(bench, "past-template") as template:
        template.expect(deliveries.push(KILOBYTES_8), "deployed")
    bench.say("  a journal of a million deliveries (made once), copied into the database")
    made = journal.with_past(template.data, bench.target, MILLION)
    with ExitStack() as stack:
        full, empty = stack.enter_context(Postgres()), stack.enter_context(Postgres())
        began = time.monotonic()
        copied(bench, full, made)
        bench.results.add("copied from SQLite", MILLION / (time.monotonic() - began), "/s")
        # As the database does by itself after a while.
        full.sql("VACUUM ANALYZE")
        servers = {
            "1,000,000 deliveries": stack.enter_context(shared(bench, full, "past-full", "jenvoy with a past")),
            "no deliveries": stack.enter_context(shared(bench, empty, "past-empty", "jenvoy without")),
        }
        for server in servers.values():
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate([loading(bench, name, [server], 8) for name, server in servers.items()])
        for _ in range(bench.rounds):
            for name, path in PAGES.items():
                bench.results.add(f"{name}, of 1,000,000", page(servers["1,000,000 deliveries"], path), "ms")
    row = bench.results.row
    row("cluster-past", "1,000,000 deliveries in history, rate", "1,000,000 deliveries, rate", "no deliveries, rate", ">= 0.95")
    for name in PAGES:
        row("cluster-past", f"the same, {name}", f"{name}, of 1,000,000")
    row("cluster-past", "jenvoy journal copy", "copied from SQLite")


def copied(bench: Bench, postgres: Postgres, data) -> None:
    """Has Jenvoy copy the journal of a data folder."""
    words = [str(bench.top / "jenvoy"), "journal", "copy", "--data", str(data)]
    words += ["--to", postgres.url(), "--user", ROLE]
    done = subprocess.run(words, capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        raise Failed(f"the journal was not copied: {done.stderr.strip()[-1000:]}")
    count = int(postgres.sql("SELECT count(*) FROM jenvoy.delivery"))
    if count <= MILLION:
        raise Failed(f"{count} deliveries were copied")


def page(server: Jenvoy, path: str) -> float:
    """Milliseconds until a page of the admin API is there; the median of some."""
    connection = http.client.HTTPConnection("127.0.0.1", server.admin_port, timeout=30)
    times = []
    try:
        for _ in range(PAGE_ROUNDS):
            began = time.monotonic()
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            times.append((time.monotonic() - began) * 1e3)
            if answer.status != 200 or not json.loads(body):
                raise Failed(f"{path} was answered {answer.status} {body[:300]!r}")
    finally:
        connection.close()
    return statistics.median(times)


def snapshot(bench: Bench) -> None:
    """A transaction elsewhere that sees an old state for as long as --hold says, against none. Both are loaded in turn."""
    with ExitStack() as stack:
        databases, servers, pieces = {}, {}, {}
        for name in ("held", "free"):
            databases[name] = stack.enter_context(Postgres())
            servers[name] = stack.enter_context(
                shared(bench, databases[name], f"snapshot-{name}", f"jenvoy, snapshot {name}", concurrency="ordered")
            )
            servers[name].expect(deliveries.push(KILOBYTES_8), "deployed")
            pieces[name] = bench.pieces(servers[name], BRANCHES)
            load.run(servers[name], pieces[name], 8, bench.warmup)
        stack.callback(hold(databases["held"]))
        began = time.monotonic()
        rates: dict[str, list[float]] = {"held": [], "free": []}
        sent = 0
        while time.monotonic() < began + bench.hold:
            for name in rates if len(rates["held"]) % 2 == 0 else reversed(rates):
                came = load.run(servers[name], pieces[name], 8, bench.seconds)
                rates[name].append(came.rate)
                sent += came.requests if name == "held" else 0
        lasted = time.monotonic() - began
        for name, database in databases.items():
            bench.results.add(f"dead rows of work, snapshot {name}", dead(database), "")
    if bench.results.series["dead rows of work, snapshot held"][0] < sent / 2:
        raise Failed(f"the snapshot kept no rows of {sent} deliveries")
    # What counts is how it is at the end of the time.
    last = max(2, len(rates["held"]) // 5)
    for name, values in rates.items():
        for value in values[-last:]:
            bench.results.add(f"snapshot {name}, rate", value, "/s")
    text = f"a snapshot held for {lasted:.0f} s at {sent / lasted:.0f}/s, rate at its end"
    bench.results.row("cluster-snapshot", text, "snapshot held, rate", "snapshot free, rate", ">= 0.9")
    text = "the same, rows of ended work that are left"
    bench.results.row("cluster-snapshot", text, "dead rows of work, snapshot held", "dead rows of work, snapshot free")


def hold(postgres: Postgres) -> Callable[[], None]:
    """Begins a transaction that sees the present state, and returns what ends it."""
    holder = subprocess.Popen(postgres.psql(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/")

    def end() -> None:
        holder.kill()
        holder.communicate()

    holder.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT count(*) FROM jenvoy.delivery;\n")
    holder.stdin.flush()
    if not holder.stdout.readline().strip().isdigit():
        end()
        raise Failed("no snapshot could be held")
    return end


def dead(postgres: Postgres) -> float:
    return float(postgres.sql("SELECT n_dead_tup FROM pg_stat_user_tables WHERE schemaname = 'jenvoy' AND relname = 'work'"))


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
            bench.results.add("resident, at most", server.resident("VmHWM"), "MB")
    bench.results.row("cluster-large", "8 × 25 MB at once in a heap of 256 MB", "8 payloads of 25 MB at once, until the last answer")
    bench.results.row("cluster-large", "heap in use after them", "heap in use after them", None, "<= 256")
    bench.results.row("cluster-large", "resident meanwhile, at most", "resident, at most")


def heap(server: Jenvoy) -> float:
    """Megabytes in use, garbage included."""
    told = subprocess.run(["jcmd", str(server.process.pid), "GC.heap_info"], capture_output=True, text=True, check=True).stdout
    return sum(int(kilobytes) for kilobytes in re.findall(r"(?:heap|generation)\s.*?used (\d+)K", told)[:2]) / 1024


PARTS: dict[str, Callable[[Bench], None]] = {
    "cluster-journal": journal_alone,
    "cluster-past": past,
    "cluster-snapshot": snapshot,
    "cluster-large": large,
}

"""Several servers on one PostgreSQL: beside SQLite, beside one server, and how fast one takes over another's work."""

import os
import shutil
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack

from . import deliveries, strain
from .parts import BRANCHES, KILOBYTES_8, Bench, hooked
from .postgres import Postgres
from .shared import GRACE, LEASE, loading, shared
from .systems import Failed

# The lease, the longest kill_grace and five seconds.
PATIENCE = LEASE + GRACE + 5
# Says which server runs it, and lasts until it is killed or the file is there.
HELD_HOOK = """#!/bin/sh
echo "$JENVOY_SERVER $JENVOY_DELIVERY" >>{record}
until [ -e {over} ]; do sleep 0.05; done
echo deployed
"""
TO_LIVE_SECONDS = 120


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
    for order, branches, goal in (("parallel", 1, ">= 0.8"), ("ordered", BRANCHES, None)):
        with ExitStack() as stack:
            postgres, alone = stack.enter_context(Postgres()), stack.enter_context(Postgres())
            servers = [
                stack.enter_context(shared(bench, postgres, f"three-{order}-{n}", f"jenvoy {n}", concurrency=order))
                for n in (1, 2, 3)
            ]
            single = stack.enter_context(
                shared(bench, alone, f"three-{order}-alone", "jenvoy alone", concurrency=order)
            )
            for server in (*servers, single):
                server.expect(deliveries.push(KILOBYTES_8), "deployed")
            several, one_server = f"three servers, {order}", f"one server, {order}"
            bench.alternate(
                [
                    loading(bench, several, servers, 8, branches),
                    loading(bench, one_server, [single], 8, branches),
                ]
            )
        text = "three servers against one, 8 connections"
        text += f", ordered, {branches} branches" if branches > 1 else ""
        bench.results.row("cluster-three", text, f"{several}, rate", f"{one_server}, rate", goal)


def roles(bench: Bench) -> None:
    """A server that only takes deliveries in, and others that only run them, against one that does both."""
    with ExitStack() as stack:
        postgres, alone = stack.enter_context(Postgres()), stack.enter_context(Postgres())
        intake = stack.enter_context(shared(bench, postgres, "roles-intake", "the intake", serve=("--intake",)))
        for number in (1, 2):
            stack.enter_context(
                shared(bench, postgres, f"roles-worker-{number}", f"worker {number}", serve=("--worker",))
            )
        single = stack.enter_context(shared(bench, alone, "roles-alone", "one server"))
        for server in (intake, single):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        bench.alternate(
            [
                bench.loading(f"{server.name}, {connections}", server, bench.pieces(server), connections)
                for connections in (8, 1)
                for server in (intake, single)
            ]
        )
    elsewhere, here = (bench.results.series[f"{name}, 1, median"] for name in ("the intake", "one server"))
    for there, own in zip(elsewhere, here):
        bench.results.add("more for a delivery that runs elsewhere, median", there - own, "ms")
    row = bench.results.row
    text = "an intake and two workers against one server, 8 connections"
    row("cluster-roles", text, "the intake, 8, rate", "one server, 8, rate", ">= 0.7")
    more = "more for a delivery that runs elsewhere, median"
    row("cluster-roles", "1 connection, what a run by another server adds", more, None, "<= 20")


def sleeping(bench: Bench) -> None:
    """Hooks that wait for something else: servers add up, also when senders speak to one of them alone."""
    with ExitStack() as stack:
        postgres, alone = stack.enter_context(Postgres()), stack.enter_context(Postgres())
        options = {"keys": {"max_concurrent": 8}}
        servers = [
            stack.enter_context(shared(bench, postgres, f"sleeping-{n}", f"jenvoy {n}", **options)) for n in (1, 2, 3)
        ]
        single = stack.enter_context(shared(bench, alone, "sleeping-alone", "jenvoy alone", **options))
        for server in (*servers, single):
            server.expect(deliveries.push(KILOBYTES_8), "deployed")
        # What a young JVM needs is a number of deliveries, which slow hooks would take long to reach.
        loading(bench, "three servers", servers, 8)
        loading(bench, "one server", [single], 8)
        for millis in (200, 1000):
            for server in (*servers, single):
                # In place of the other: a program that runs cannot be written to.
                made = shutil.copy(bench.target / f"nap-{millis}", server.hooks.parent / "made")
                os.replace(made, server.hooks / "push")
            bench.alternate(
                [
                    loading(bench, f"three servers, hooks of {millis} ms", servers, 48),
                    loading(bench, f"three servers, hooks of {millis} ms, one is sent to", servers[:1], 48),
                    loading(bench, f"one server, hooks of {millis} ms", [single], 16),
                ]
            )
    row = bench.results.row
    for millis in (200, 1000):
        other = f"one server, hooks of {millis} ms, rate"
        mine = f"three servers, hooks of {millis} ms"
        row("cluster-sleeping", f"three servers against one, hooks of {millis} ms, 8 places each", f"{mine}, rate", other, ">= 2.8")
        row("cluster-sleeping", "the same, senders speak to one of the three", f"{mine}, one is sent to, rate", other, ">= 2.8")


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


PARTS: dict[str, Callable[[Bench], None]] = {
    "cluster-one": one,
    "cluster-three": three,
    "cluster-roles": roles,
    "cluster-sleeping": sleeping,
    "cluster-takeover": takeover,
} | strain.PARTS


def everything(bench: Bench) -> None:
    for name, part in PARTS.items():
        bench.say(f"{name}:")
        part(bench)


ALL = PARTS | {"cluster": everything}

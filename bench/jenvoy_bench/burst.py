"""Many deliveries at the same moment for one branch, whose hooks run one after the other."""

import selectors
import socket
import sqlite3
import statistics
import time
import uuid

from . import deliveries, load
from .parts import KILOBYTES_8, Bench, hooked
from .systems import Failed, Jenvoy

DELIVERIES = 5_000
RESPONSE_TIMEOUT = 8
# Beside the time limit of a response: what the server and this program need for 5,000 of them.
SLACK = 2.0


def ended(server: Jenvoy) -> int:
    database = sqlite3.connect(f"file:{server.data / 'journal.db'}?mode=ro", uri=True)
    try:
        return database.execute("SELECT count(*) FROM delivery WHERE finished IS NOT NULL").fetchone()[0]
    finally:
        database.close()


def send_all(server: Jenvoy, requests: list[bytes]) -> tuple[list[tuple[str, float]], float, int]:
    """
    Sends each over a connection of its own, as fast as this program can. Returns status and seconds of each answer, counted
    from when its connection was begun, when all were sent, and how many deliveries had ended then.
    """
    selector = selectors.DefaultSelector()
    answers = []

    def take(seconds: float) -> bool:
        ready = selector.select(seconds)
        for key, _ in ready:
            got = key.fileobj.recv(65536)
            selector.unregister(key.fileobj)
            key.fileobj.close()
            answers.append((got.split(b" ", 2)[1].decode() if got else "none", time.monotonic() - key.data))
        return bool(ready)

    for request in requests:
        sent = time.monotonic()
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        connection.sendall(request)
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ, sent)
        take(0)
    sent, done = time.monotonic(), ended(server)
    while len(answers) < len(requests):
        if not take(60):
            raise Failed(f"{len(requests) - len(answers)} of {len(requests)} deliveries got no answer")
    selector.close()
    return answers, sent, done


def burst(bench: Bench) -> None:
    """The rate over a burst against the steady rate of the same server, and how its deliveries are answered."""
    keys = {"max_backlog": 2 * DELIVERIES, "response_timeout": f"{RESPONSE_TIMEOUT}s"}
    with hooked(bench, "burst", concurrency="ordered", keys=keys) as server:
        body = deliveries.push(KILOBYTES_8)
        server.expect(body, "deployed")
        pieces, sign = bench.pieces(server), deliveries.signature(body)
        load.run(server, pieces, 8, bench.warmup)

        def steady() -> None:
            bench.results.add("one branch, 8 connections, rate", load.run(server, pieces, 8, bench.seconds).rate, "/s")

        def at_once() -> None:
            before = ended(server)
            head, tail = deliveries.head(server.port, server.path), deliveries.tail(body, sign)
            requests = [head + uuid.uuid4().hex.encode() + tail for _ in range(DELIVERIES)]
            answers, sent, done = send_all(server, requests)
            wrong = [status for status, _ in answers if status not in ("200", "202")]
            if wrong:
                raise Failed(f"{len(wrong)} of {DELIVERIES} were answered {set(wrong)}")
            while ended(server) < before + DELIVERIES:
                if time.monotonic() - sent > 120:
                    raise Failed(f"{ended(server) - before} of {DELIVERIES} have ended after two minutes")
                time.sleep(0.02)
            left = before + DELIVERIES - done
            # While this program still sends, it takes a processor of the server's.
            bench.results.add("a burst of 5,000, rate once all are sent", left / (time.monotonic() - sent), "/s")
            bench.results.add("a burst of 5,000, last answer", max(seconds for _, seconds in answers), "s")
            later = sum(status == "202" for status, _ in answers)
            bench.results.add("a burst of 5,000, answered 202", 100 * later / DELIVERIES, "%")
            bench.results.add("a burst of 5,000, median answer", statistics.median(seconds for _, seconds in answers), "s")

        bench.alternate([steady, at_once])
    row = bench.results.row
    row("burst", "5,000 deliveries at once for one branch", "a burst of 5,000, rate once all are sent", "one branch, 8 connections, rate", ">= 0.95")
    row("burst", "the last answer", "a burst of 5,000, last answer", None, f"<= {RESPONSE_TIMEOUT + SLACK:g}")
    row("burst", "answered 202, because the branch was not done in time", "a burst of 5,000, answered 202")


PARTS = {"burst": burst}

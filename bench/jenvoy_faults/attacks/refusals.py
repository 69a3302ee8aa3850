"""Attacks by requests that are refused: expensive checks, and what they write into the log."""

import random
import time

from .. import senders, wire
from ..run import Run, Traffic
from . import case


def _costly() -> senders.Request:
    return senders.trigger(100_000)


def _random_triggers(counters, goes_on, port):
    def script(number):
        signature = "%064x" % random.getrandbits(256)
        yield wire.head("GET", "/site-main", {"X-Signature": signature, "X-Signature-Timestamp": str(int(time.time()))}, 0)
        yield wire.HOLD

    def again(number):
        # One request after the other on each connection.
        while True:
            yield from list(script(number))[:1]
            yield 0.02

    wire.Crowd(port, 6, again, counters, renew=True).run(goes_on)


@case("triggers", "6 clients with random signatures for a trigger of 100,000 hashes, beside right ones", 12)
def triggers(run: Run) -> None:
    server = run.serve(config={"SIG_HASH_ITERATIONS": 100_000})
    right = Traffic(server)
    with run.attackers(_random_triggers, server.port) as counters:
        with run.traffic() as traffic:
            end = time.monotonic() + 10
            while time.monotonic() < end:
                right.one(_costly)
                time.sleep(0.5)
    run.tell(f"{counters['answered']} forged answered; right triggers: {right}; {traffic}")
    run.must(counters["status_2xx"] == 0, "a forged trigger was taken")
    run.must(not right.failures, f"{len(right.failures)} right triggers failed, as {right.failures[:2]}")
    run.in_time(traffic)


FORGED_PATH = "/x%22%20status=200%20bytes=1%20from=192.30.252.1%20x=%22"


@case("access-log", "paths and headers that forge fields and lines of the log", 3)
def access_log(run: Run) -> None:
    server = run.serve(config={"access_log": True})
    paths = [
        FORGED_PATH,
        "/y%5C%22%20status=200%20from=192.30.252.1%20x=%22",
        "/z%0a2026-01-01T00:00:00Z%20INFO%20forged=1",
        "/%E2%80%A8line%E2%80%A9%E2%80%AEright-to-left%C2%85",
        "/%1b%5b2J%07%00%7f",
    ]
    for path in paths:
        run.server._ask(server.port, "GET", path, None, {"User-Agent": 'a" status=200 b="'}, 5)
    event = {"X-GitHub-Event": 'push" status=200 x="', "Content-Type": "application/json"}
    server.send(senders.Request("/", event, b"{}", None))
    time.sleep(1)
    said = server.said()
    lines = [line for line in said.splitlines() if "from=192.30.252.1" in line]
    forged = [line for line in lines if _outside_quotes(line, "from=192.30.252.1")]
    run.tell(f"{len(lines)} lines hold what was forged, {len(forged)} of them as fields of their own")
    run.must(lines != [], "no line of the log tells of these requests")
    run.must(not forged, f"a forged field counts: {forged[:1]}")
    raw = [hex(ord(c)) for c in said if c in "\u2028\u2029\u202e\u0085\x1b\x07\x00\x7f"]
    run.must(not raw, f"characters that do not show are in the log: {sorted(set(raw))}")
    run.must("\n2026-01-01T00:00:00Z INFO forged" not in said, "a line of the log was forged")


def _outside_quotes(line: str, word: str) -> bool:
    """Whether a word stands in a line outside its quoted values, where a backslash escapes the next character."""
    outside, quoted, at = [], False, 0
    while at < len(line):
        character = line[at]
        if quoted and character == "\\":
            at += 2
            continue
        if character == '"':
            quoted = not quoted
        elif not quoted:
            outside.append(character)
        at += 1
    return word in "".join(outside)


def _refused(counters, goes_on, port):
    request = wire.head("POST", "/", {"X-GitHub-Event": "push"}, 0)

    def script(number):
        while True:
            yield request * 20
            yield 0.05

    wire.Crowd(port, 8, script, counters, renew=True).run(goes_on)


@case("log-flood", "unsigned requests as fast as they are refused: what they write into the log", 12)
def log_flood(run: Run) -> None:
    server = run.serve()
    before = server.log.stat().st_size
    counters = run.under(10, _refused, server.port)
    grown = server.log.stat().st_size - before
    run.tell(f"{grown / 1e3:.0f} kB of log for {counters['sent'] / 1e3:.0f} kB sent")
    run.must(grown < 2_000_000, f"{grown / 1e6:.1f} MB of log in 10 s, {grown / max(1, counters['sent']):.1f} x of what was sent")


def _fat_heads(counters, goes_on, port):
    def script(number):
        while True:
            big = {f"X-{at}": "v" * 1900 for at in range(6)}
            forged = {"X-GitHub-Event": f"e{random.randrange(10**6)}" + "x" * 60, "X-GitHub-Delivery": "d" * 120}
            yield wire.head("POST", f"/{random.randrange(10**9)}{'p' * 1500}", big | forged, 0)
            yield wire.head("POST", "/", big | forged, 0)
            yield 0.05

    wire.Crowd(port, 16, script, counters, renew=True).run(goes_on)


@case("refused-heads", "refused requests with 14 KB of head each: what is remembered of them", 12)
def refused_heads(run: Run) -> None:
    server = run.serve()
    run.under(10, _fat_heads, server.port)


@case("forgeries", "unsigned and wrongly signed requests of every sender, none of which may be taken", 3)
def forgeries(run: Run) -> None:
    server = run.serve()
    taken, odd = [], []
    for make in senders.ALL:
        given = make()
        proofs = [name for name in given.headers if "signature" in name.lower() or "token" in name.lower()]
        for change in ("missing", "empty", "other", "twice", "body"):
            headers, body = dict(given.headers), given.body
            for name in proofs:
                value = headers.pop(name)
                if change == "empty":
                    headers[name] = ""
                elif change == "other":
                    headers[name] = value[:-2] + ("ab" if not value.endswith("ab") else "ba")
                elif change == "twice":
                    headers[name] = f"{value},{value}"
                elif change == "body":
                    headers[name] = value
            if change == "body":
                body += b" "
                if "X-Gitlab-Token" in given.headers:
                    continue  # A token covers no body.
            status = server.send(senders.Request(given.path, headers, body, given.delivery)).status
            if status in (200, 202):
                taken.append(f"{make.__name__} {change}")
            elif status >= 500:
                odd.append(f"{make.__name__} {change} {status}")
    run.tell("29 forgeries of six senders, " + (f"taken: {taken}" if taken else "none taken"))
    run.must(not taken, f"taken: {taken}")
    run.must(not odd, f"answered as a fault of the server: {odd}")

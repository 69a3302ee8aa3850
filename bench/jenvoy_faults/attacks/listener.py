"""Attacks on the listeners by strangers, who have no secret."""

import json

from .. import senders, wire
from ..run import Run
from ..server import ADMIN_TOKEN
from . import case

#: Right in form, and wrong: enough for a body to be read.
FORGED = {
    "Content-Type": "application/json",
    "X-GitHub-Event": "push",
    "X-Hub-Signature-256": "sha256=" + "0" * 64,
}
FORGED_BITBUCKET = {
    "Content-Type": "application/json",
    "X-Event-Key": "repo:refs_changed",
    "X-Request-Id": "forged",
    "X-Hub-Signature": "sha256=" + "0" * 64,
}
FORGED_TRIGGER = {"X-Signature": "0" * 64, "X-Signature-Timestamp": "0"}


def _trailer_lines(most: int):
    """Trailer fields without end: each is short, as those of real ones are."""
    for first in range(0, most // 20, 4096):
        yield b"".join(b"X-%09d: aaaaaaaa\r\n" % number for number in range(first, first + 4096))


def _one_trailer(most: int):
    """One trailer field whose value does not end."""
    yield b"X-Long: "
    for _ in range(most // 65536):
        yield b"a" * 65536


def _endless_trailers(counters, goes_on, port, targets, most):
    def script(number):
        method, path, headers = targets[number % len(targets)]
        yield wire.head(method, path, headers, None) + b"1\r\na\r\n0\r\n"
        yield from (_one_trailer if number % 4 == 3 else _trailer_lines)(most)
        yield wire.HOLD

    wire.Crowd(port, len(targets), script, counters, renew=True, most_bytes=most * len(targets)).run(goes_on)


@case("trailers", "8 chunked bodies followed by 24 MB of trailer fields each, to every kind of address", 12)
def trailers(run: Run) -> None:
    server = run.serve()
    path, _ = server.register("bitbucket", "bench/site")
    targets = [
        ("POST", "/", FORGED),
        ("POST", "/", FORGED_BITBUCKET),
        ("POST", path, FORGED_BITBUCKET),
        ("POST", "/site-main", FORGED_TRIGGER),
        ("POST", "/nothing-here", {}),
        ("GET", "/healthz", {}),
        ("POST", "/", FORGED),
        ("POST", "/", FORGED_BITBUCKET),
    ]
    run.under(10, _endless_trailers, server.port, targets, 24_000_000)


@case("trailers-admin", "the same to the admin listener, before any token", 10)
def trailers_admin(run: Run) -> None:
    server = run.serve()
    targets = [
        ("POST", "/api/session", {"Content-Type": "application/json"}),
        ("POST", "/api/session", {"Content-Type": "application/json"}),
        ("POST", "/conduit/webhooks/register", {"Content-Type": "application/json"}),
        ("GET", "/api/status", {}),
        ("GET", "/", {}),
        ("POST", "/nothing-here", {}),
    ]
    run.under(8, _endless_trailers, server.admin, targets, 24_000_000)
    run.must(server.get("/api/status", admin=True).status == 200, "the admin listener does not answer")


def _stalled_bodies(counters, goes_on, port, count, size, length, pause=None):
    def script(number):
        yield wire.head("POST", "/", FORGED if number % 2 else FORGED_BITBUCKET, length)
        for _ in range(size // 16000):
            yield b"a" * 16000
        yield b"a" * (size % 16000)
        yield from _drip(pause)

    # Renewed when the server ends them, up to the bytes of a few rounds.
    wire.Crowd(port, count, script, counters, renew=True, sources=16, most_bytes=3 * count * size).run(goes_on)


@case("bodies", "400 unsigned bodies of 1 MB that stop before their last bytes, and are renewed when they are ended", 23)
def bodies(run: Run) -> None:
    server = run.serve()
    run.under(20, _stalled_bodies, server.port, 400, 1_048_000, 1_048_576, processes=1)


@case("bodies-small", "6,000 unsigned bodies of 60 KB that stop before their last bytes", 17)
def bodies_small(run: Run) -> None:
    server = run.serve()
    count = min(6000, server_room(run))
    run.under(14, _stalled_bodies, server.port, count, 60_000, 61_000)


def _drip(pause):
    """Nothing more, or a byte each so many seconds: whoever does so is not the one that was silent longest."""
    if pause is None:
        yield wire.HOLD
    while True:
        yield pause
        yield b"X"


@case("bodies-dripping", "700 unsigned bodies of 900 KB that go on with five bytes a second", 23)
def bodies_dripping(run: Run) -> None:
    server = run.serve()
    run.under(20, _stalled_bodies, server.port, 700, 900_000, 1_048_576, 0.2)


def _unfinished_heads(counters, goes_on, port, count, size, pause=3.0):
    def script(number):
        yield b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for field in range(max(1, size // 2000)):
            yield b"X-%d: " % field + b"a" * 1980 + b"\r\n"
        # And a little more from time to time, so that no idle limit ends it.
        yield from _drip(pause)

    wire.Crowd(port, count, script, counters, renew=True, sources=200, most_bytes=count * size * 2).run(goes_on)


def server_room(run: Run) -> int:
    """How many connections a server with its limit of descriptors may be asked to hold."""
    return run.descriptors + 2000


@case("heads", "10,000 connections with 20 KB of a head that does not end, a byte more every 3 s", 21)
def heads(run: Run) -> None:
    server = run.serve()
    run.under(18, _unfinished_heads, server.port, min(10_000, server_room(run)), 20_000)


@case("idle", "10,000 connections that send nothing, renewed when they are ended", 22)
def idle(run: Run) -> None:
    server = run.serve()
    run.under(18, _silent, server.port, min(10_000, server_room(run)), 200)


@case("continue", "4,000 requests that ask whether to go on, with 25 MB announced, and do not", 18)
def unsent(run: Run) -> None:
    server = run.serve()
    run.under(14, _announced, server.port, min(4_000, server_room(run)))


def _announced(counters, goes_on, port, count):
    def script(number):
        kind = FORGED if number % 2 else FORGED_BITBUCKET
        yield wire.head("POST", "/", kind | {"Expect": "100-continue"}, 25_000_000)
        yield wire.HOLD

    wire.Crowd(port, count, script, counters, renew=True, sources=16).run(goes_on)


def _unread(counters, goes_on, port, count, request, times, each=60_000):
    def script(number):
        while True:
            yield request * times
            yield 0.2

    wire.Crowd(
        port, count, script, counters, renew=True, reads=False, receive_buffer=2304, most_bytes=count * each
    ).run(goes_on)


@case("unread", "640 connections that send request after request and never read an answer; the server may open 600", 43)
def unread(run: Run) -> None:
    _never_read(run, 600, 640, 60_000)


@case("unread-many", "6,000 such connections of 20 KB each, where the server may open 2,400", 37)
def unread_many(run: Run) -> None:
    _never_read(run, 2_400, 6_000, 20_000)


def _never_read(run: Run, descriptors: int, count: int, each: int) -> None:
    server = run.serve(descriptors=min(descriptors, run.descriptors))
    request = b"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    run.under(30, _unread, server.port, count, request, 40, each)


@case("unread-signed", "200 connections that send signed deliveries and never read the answers, of 60 KB each", 16)
def unread_signed(run: Run) -> None:
    server = run.serve(config={"max_concurrent": 16})
    server.hook("push-site-loud", "#!/bin/sh\nhead -c 60000 /dev/zero | tr '\\0' x\n")
    given = senders.github("loud-delivery", branch="loud")
    request = wire.head("POST", "/", given.headers, len(given.body)) + given.body
    run.under(12, _unread, server.port, 200, request, 8)


@case("unread-admin", "60 connections with the admin token that ask for the list and never read it", 14)
def unread_admin(run: Run) -> None:
    server = run.serve()
    request = wire.head("GET", "/api/deliveries?limit=500", {"Authorization": f"Bearer {ADMIN_TOKEN}"}, 0)
    run.under(10, _unread, server.admin, 60, request, 20)


@case("heads-dripping", "2,600 connections with a head that does not end, five bytes a second on each", 21)
def heads_dripping(run: Run) -> None:
    server = run.serve()
    run.under(18, _unfinished_heads, server.port, min(2_600, server_room(run)), 2_000, 0.2)


def _silent(counters, goes_on, port, count, sources):
    def script(number):
        yield wire.HOLD

    wire.Crowd(port, count, script, counters, renew=True, sources=sources).run(goes_on)


@case("silent-admin", "300 connections to the admin listener that say nothing, renewed when they are ended", 8)
def silent_admin(run: Run) -> None:
    server = run.serve()
    with run.attackers(_silent, server.admin, 300, 8) as counters:
        run.watch(3)
        # They come again as soon as they are ended: others wait for the next end, and then get in.
        slow, failed = _right_tokens(run, 3, 20)
        run.tell(f"{counters['opened']} connections; right token: slowest {slow:.1f} s, {failed} of 3 failed")
        run.must(failed == 0, f"{failed} of 3 requests with the right token failed")
        run.must(slow <= 12 * run.patience, f"a request with the right token took {slow:.1f} s")


def _right_tokens(run: Run, count: int, patience: float) -> tuple[float, int]:
    slow, failed = 0.0, 0
    for _ in range(count):
        try:
            answer = run.server.get("/api/status", admin=True, timeout=patience)
            slow = max(slow, answer.seconds)
            failed += answer.status != 200
        except OSError:
            failed += 1
        run.watch(0.5)
    return slow, failed


def _guesses(counters, goes_on, port):
    body = json.dumps({"token": "wrong"}).encode()

    def script(number):
        if number % 2:
            yield wire.head("GET", "/api/status", {"Authorization": "Bearer wrong"}, 0)
        else:
            yield wire.head("POST", "/api/session", {"Content-Type": "application/json"}, len(body)) + body
        yield 1.0

    wire.Crowd(port, 8, script, counters, renew=True).run(goes_on)


@case("guesses", "wrong admin tokens, eight at a time, from the address that has the right one", 18)
def guesses(run: Run) -> None:
    server = run.serve()
    with run.attackers(_guesses, server.admin) as counters:
        run.watch(5)
        slow, failed = _right_tokens(run, 16, 5)
        asked = counters["opened"]
        taken = counters["status_2xx"]
    run.tell(f"{asked} guesses; right token: slowest {slow:.1f} s, {failed} of 16 failed")
    run.must(taken == 0, f"{taken} wrong tokens were taken")
    run.must(asked > 30, f"only {asked} guesses were made: nothing is shown by that")
    run.must(failed == 0, f"{failed} of 16 requests with the right token failed")
    run.must(slow <= 2 * run.patience, f"a request with the right token took {slow:.1f} s")

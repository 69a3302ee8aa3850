"""Attacks by payloads: what a tenant with the secret of one endpoint sends, and what strangers claim to send."""

import json
import time

from .. import senders, wire
from ..run import Run
from . import case
from .listener import FORGED, FORGED_BITBUCKET


def _posted(counters, goes_on, port, requests, times, at_once):
    """Sends these whole, so many at once, again and again."""
    heads = [wire.head(r.method, r.path, r.headers, len(r.body)) for r in requests]

    def script(number):
        which = number % len(requests)
        yield heads[which]
        body = requests[which].body
        for start in range(0, len(body), 1 << 20):
            yield body[start : start + (1 << 20)]
        yield wire.HOLD

    crowd = wire.Crowd(port, at_once, script, counters, renew=True, most_bytes=times * max(len(r.body) for r in requests))
    crowd.run(goes_on)


def _branches(count: int, padding: int) -> bytes:
    changes = [senders.change(f"refs/heads/part-{number}") for number in range(count)]
    changes[0]["note"] = "x" * padding
    return senders.refs(changes, "other")


def _watched_disk(run: Run, seconds: float) -> int:
    most = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        most = max(most, run.server.on_disk())
        time.sleep(0.1)
    return most


def _amplified(run: Run, body: bytes, most_mb: int) -> None:
    """Sends it once, to an endpoint of its own; it may take so much room on disk, everything counted."""
    server = run.server
    path, secret = server.register("bitbucket", "bench/other")
    before = server.on_disk()
    request = senders.bitbucket(body, path, secret)
    with run.attackers(_posted, server.port, [request], 1, 1) as counters:
        with run.traffic() as traffic:
            most = _watched_disk(run, 12)
    grown = (most - before) / 1e6
    run.tell(f"{len(body) / 1e6:.1f} MB became {grown:.0f} MB on disk; {traffic}; {counters['answered']} answered")
    run.must(counters["answered"] > 0, "the request got no answer in 12 s")
    run.must(grown <= most_mb, f"{len(body) / 1e6:.1f} MB took {grown:.0f} MB on disk, more than {most_mb}")
    run.in_time(traffic)


@case("branches", "one signed request of 3 MB with 1,000 changed branches, for none of which there is a hook", 16)
def branches(run: Run) -> None:
    run.serve()
    _amplified(run, _branches(1000, 2_900_000), 32)


@case("branches-hooks", "one signed request of 1 MB with 1,000 changed branches, each with a hook", 17)
def branches_hooks(run: Run) -> None:
    server = run.serve()
    server.hook("repo_refs_changed-other", "#!/bin/sh\nexit 0\n")
    _amplified(run, _branches(1000, 850_000), 64)


@case("branches-copied", "the same without hooks, where every payload is copied to a backup_path", 17)
def branches_copied(run: Run) -> None:
    server = run.serve()
    backup = server.data / "copies"
    backup.mkdir(mode=0o700)
    server.config["backup_path"] = str(backup)
    server.write_config()
    _amplified(run, _branches(1000, 2_900_000), 64)
    server.config["backup_path"] = ""
    server.write_config()


def _odd_json() -> list[bytes]:
    repository = b'{"repository": {"slug": "site", "project": {"key": "bench"}}, "changes": [], '
    many = b", ".join(b'"%093d": 0' % number for number in range(249_000))
    one = b'"' + b"k" * 25_000_000 + b'": 0'
    some = b", ".join(b'"%s%06d": 0' % (b"k" * 95_000, number) for number in range(260))
    deep = b'"deep": ' + b"[" * 500 + b"]" * 500
    digits = b'"number": ' + b"9" * 25_000_000
    escapes = b'"text": "' + b"\\u0041" * 4_100_000 + b'"'
    values = b'"list": [' + b"0," * 12_000_000 + b"0]"
    return [repository + rest + b"}" for rest in (many, one, some, deep, digits, escapes, values, many)]


@case("json", "signed payloads of 25 MB, eight at once: names, numbers, lists and escapes beyond measure", 23)
def odd_json(run: Run) -> None:
    server = run.serve(config={"max_payload": "26MB"})
    path, secret = server.register("bitbucket", "bench/site")
    requests = [senders.bitbucket(body, path, secret) for body in _odd_json()]
    run.under(18, _posted, server.port, requests, 100, 8)


@case("sns", "12 clients with 3.9 MB of keys as a message of Amazon SNS for a listed topic, unsigned", 14)
def sns(run: Run) -> None:
    server = run.serve()
    names = b", ".join(b'"%09d": 0' % number for number in range(250_000))
    body = b'{"Type": "Notification", ' + names + b"}"
    headers = {
        "Content-Type": "text/plain; charset=UTF-8",
        "x-amz-sns-message-type": "Notification",
        "x-amz-sns-message-id": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "x-amz-sns-topic-arn": senders.TOPIC,
    }
    run.under(10, _posted, server.port, [senders.Request("/", headers, body, None)], 1500, 12)
    run.must(run.good[-1].median() < 0.25 * run.patience, f"good deliveries took {run.good[-1].median():.2f} s in the median")


@case("forms", "16 unsigned forms of 25 MB at once: one field of escapes, millions of fields, a field without end", 16)
def forms(run: Run) -> None:
    server = run.serve()
    bodies = [
        b"payload=" + b"%41" * 8_300_000,
        b"a=b&" * 6_200_000,
        b"&" * 25_000_000,
        b"payload=" + b"+" * 25_000_000,
    ]
    gitea = {"X-Gitea-Event": "push", "X-Gitea-Delivery": "forged", "X-Gitea-Signature": "0" * 64}
    kinds = [FORGED, gitea, FORGED_BITBUCKET]
    content = {"Content-Type": "application/x-www-form-urlencoded"}
    requests = [senders.Request("/", kind | content, body, None) for kind in kinds for body in bodies]
    run.under(12, _posted, server.port, requests, 60, 16)


def _unsigned_files(counters, goes_on, port, count, size, claimed):
    def script(number):
        yield wire.head("POST", "/", FORGED if number % 2 else FORGED_BITBUCKET, claimed)
        for _ in range(size // 100_000):
            yield b"a" * 100_000
        yield wire.HOLD

    wire.Crowd(port, count, script, counters, renew=True, sources=8, most_bytes=2 * count * size).run(goes_on)


@case("spool", "60 unsigned bodies of 25 MB that stop before their end: what lies on the journal's disk", 15)
def spool(run: Run) -> None:
    server = run.serve()
    before = server.on_disk()
    with run.attackers(_unsigned_files, server.port, 60, 25_000_000, 25_100_000) as counters:
        with run.traffic() as traffic:
            most = _watched_disk(run, 10)
    grown = (most - before) / 1e6
    run.tell(f"{counters['sent'] / 1e6:.0f} MB sent, {grown:.0f} MB on disk at most; {traffic}")
    run.must(grown <= 600, f"unsigned bodies took {grown:.0f} MB of the journal's disk")
    run.in_time(traffic)


@case("signed-large", "128 signed bodies of 1 MB at once: nothing that is answered 200 or 202 is lost", 17)
def signed_large(run: Run) -> None:
    server = run.serve()
    requests = [senders.github(f"large-{number}", 1_000_000) for number in range(128)]
    with run.attackers(_posted, server.port, requests, 128, 128) as counters:
        with run.traffic() as traffic:
            run.watch(12)
    run.tell(
        f"{counters['status_2xx']} answered 2xx, {counters['status_503']} 503 of {counters['answered']}; {traffic}"
    )
    # That many bodies are work, and no attack: they may be slower beside it.
    run.in_time(traffic, 5)
    seen = sum(1 for delivery in server.ran() if delivery.startswith("large-"))
    run.must(seen >= counters["status_2xx"], f"{counters['status_2xx']} were accepted, {seen} ran")

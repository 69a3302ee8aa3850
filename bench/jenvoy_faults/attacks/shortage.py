"""What runs short on the machine: descriptors, disk, memory, a log that is not read."""

import os
import resource
import socket
import subprocess
import threading
import time
from pathlib import Path

from .. import senders
from ..run import Run, Traffic
from ..server import as_root
from . import case

#: Waits for its file, and tells then that it ran.
WAITS = """#!/bin/sh
while [ ! -e "$WITNESS/go" ]; do sleep 0.1; done
printf '%s %s\\n' "$JENVOY_DELIVERY" "$(wc -c <"$1")" >>"$WITNESS/ran"
"""


def _accept(run: Run, count: int, padding: int, name: str) -> list[str]:
    """Deliveries that are answered 202, since their hooks wait."""
    accepted = []
    for number in range(count):
        request = senders.github(f"{name}-{number}", padding, branch=f"wait-{number}")
        answer = run.server.send(request)
        if answer.status in (200, 202):
            accepted.append(request.delivery)
    run.must(len(accepted) == count, f"{len(accepted)} of {count} deliveries were taken before the shortage")
    return accepted


def _await_runs(run: Run, accepted: list[str], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(delivery in run.server.ran() for delivery in accepted):
        time.sleep(0.25)
    ran = run.server.ran()
    missing = [delivery for delivery in accepted if delivery not in ran]
    run.must(not missing, f"{len(missing)} of {len(accepted)} accepted deliveries never ran")
    run.tell(f"{len(accepted) - len(missing)} of {len(accepted)} accepted deliveries ran")


def _told(run: Run, word: str) -> None:
    """That the page of readiness speaks of the shortage while it lasts, where it can be asked at all."""
    try:
        answer = run.server.get("/readyz", timeout=3)
        run.tell(f"/readyz {answer.status} {answer.text.strip()[:120]}")
    except OSError:
        run.tell(f"/readyz did not answer while {word} lasted")


def _strangers(port: int, count: int) -> list[socket.socket]:
    held = []
    for _ in range(count):
        sock = socket.socket()
        sock.settimeout(0.5)
        try:
            sock.connect(("127.0.0.1", port))
            held.append(sock)
        except OSError:
            sock.close()
            break
    return held


def _waiting_config(places: int) -> dict:
    return {"response_timeout": "200ms", "max_concurrent": places, "hook_timeout": "2m"}


@case("descriptors", "20 accepted deliveries wait while 600 idle connections take all that the server may open (400)", 15)
def descriptors(run: Run) -> None:
    server = run.serve(config=_waiting_config(2), descriptors=400)
    server.hook("push", WAITS)
    accepted = _accept(run, 20, 0, "short")
    held = _strangers(server.port, 600)
    time.sleep(2)
    (server.witness / "go").touch()
    # Hooks start one after the other while there is hardly a descriptor left.
    time.sleep(6)
    _told(run, "the shortage of descriptors")
    for sock in held:
        sock.close()
    _await_runs(run, accepted, 40)


@case("descriptors-none", "the same, with the server's limit lowered to what it has open, for 6 s", 13)
def descriptors_none(run: Run) -> None:
    server = run.serve(config=_waiting_config(2), descriptors=2000)
    server.hook("push", WAITS)
    accepted = _accept(run, 20, 0, "none")
    limit = server.level(heap=False).descriptors + 1
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (limit, 2000))
    (server.witness / "go").touch()
    time.sleep(6)
    _told(run, "the shortage of descriptors")
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (2000, 2000))
    _await_runs(run, accepted, 40)


class _SmallDisk:
    """A file system of its own for the data, which only root can mount."""

    def __init__(self, run: Run, megabytes: int):
        self.path = run.folder / "disk"
        self.path.mkdir(parents=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "jenvoy-faults", str(self.path)], check=True
        )
        run.cleanup.callback(subprocess.run, ["umount", "-l", str(self.path)], check=False)
        self.filler = self.path / "filler"

    def fill(self) -> None:
        with self.filler.open("ab", buffering=0) as out:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        out.write(b"f" * size)
                except OSError:
                    continue

    def empty(self) -> None:
        self.filler.unlink(missing_ok=True)


class _SmallFiles:
    """Without root: no file of the server may grow beyond what it is, which is told to it as another error of writing."""

    def __init__(self, run: Run):
        self.run = run

    def fill(self) -> None:
        self._limit(4096)

    def empty(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        hard = resource.RLIM_INFINITY
        resource.prlimit(self.run.server.process.pid, resource.RLIMIT_FSIZE, (size, hard))


@case("disk", "12 accepted deliveries of 3 MB wait while the disk is full for 6 s", 13)
def disk(run: Run) -> None:
    small = _SmallDisk(run, 96) if as_root() else None
    data = small.path / "data" if small else None
    server = run.serve(config=_waiting_config(2), data=data)
    shortage = small or _SmallFiles(run)
    server.hook("push", WAITS)
    accepted = _accept(run, 12, 3_000_000, "full")
    shortage.fill()
    refused = server.send(senders.github("full-refused", 3_000_000, branch="wait-x"))
    run.must(refused.status == 503, f"a delivery without room for it was answered {refused.status}")
    (server.witness / "go").touch()
    # What ends gives its room back: that is taken, too.
    end = time.monotonic() + 6
    while time.monotonic() < end:
        shortage.fill()
        time.sleep(0.02)
    _told(run, "the full disk")
    ready = server.get("/readyz")
    run.must("problems" in ready.text, f"/readyz answered {ready.status} {ready.text.strip()} while the disk was full")
    shortage.empty()
    _await_runs(run, accepted, 40)


@case("memory", "20 accepted deliveries wait; a heap of 24 MB overflows: it ends by itself, and all run after the next start", 10)
def memory(run: Run) -> None:
    server = run.serve(config=_waiting_config(90) | {"answer_output": "512KB"}, options="-Xmx24m")
    server.hook("push", WAITS)
    accepted = _accept(run, 20, 0, "heap")
    server.hook("push-site-fat", "#!/bin/sh\nhead -c 500000 /dev/zero; head -c 500000 /dev/zero >&2; sleep 3\n")
    fat = [threading.Thread(target=_ignored, args=(server, f"fat-{n}"), daemon=True) for n in range(60)]
    for thread in fat:
        thread.start()
    end = time.monotonic() + 20
    while server.lives() and time.monotonic() < end:
        time.sleep(0.1)
    if server.lives() and "OutOfMemoryError" not in server.said():
        run.tell("the heap did not overflow: outputs are bounded")
    else:
        run.must(not server.lives(), "the server lives on after an OutOfMemoryError")
        if not server.lives():
            run.tell(f"ended with {server.process.returncode}")
        server.kill()
        server.log.rename(server.folder / "first.log")
        (server.folder / "hooks" / "push-site-fat").unlink()
        server.start(run.descriptors).serving()
    (server.witness / "go").touch()
    _await_runs(run, accepted, 30)


def _ignored(server, delivery: str) -> None:
    try:
        server.send(senders.github(delivery, branch="fat"))
    except OSError:
        pass


@case("log-reader", "standard error is a pipe that stays unread while 3,000 requests are refused; then SIGTERM", 6)
def log_reader(run: Run) -> None:
    reading, writing = os.pipe()
    run.cleanup.callback(os.close, reading)
    said: list[bytes] = []
    resumed = threading.Event()
    started = threading.Event()

    def reader() -> None:
        # Read until it serves, then not at all, and in the end again.
        while not started.is_set():
            if os.get_blocking(reading):
                os.set_blocking(reading, False)
            try:
                said.append(os.read(reading, 65536))
            except BlockingIOError:
                time.sleep(0.05)
        resumed.wait(120)

    thread = threading.Thread(target=reader, daemon=True)
    thread.start()
    try:
        server = run.serve(log=writing)
    finally:
        os.close(writing)
        started.set()
    thread.join(0.2)
    asked, failed = 0, 0
    with run.traffic() as traffic:
        end = time.monotonic() + 15
        while time.monotonic() < end and asked < 3000:
            forged = senders.Request("/", senders.github().headers | {"X-Hub-Signature-256": "sha256=" + "0" * 64}, b"{}", None)
            try:
                server.send(forged, timeout=2)
            except OSError:
                failed += 1
            asked += 1
    run.tell(f"{asked} refused requests, {failed} without an answer; {traffic}")
    run.must(failed == 0, f"{failed} of {asked} refused requests got no answer")
    run.in_time(traffic)
    resumed.set()


@case("log-slow", "the same with a reader that takes 100 bytes a second, and a hook that prints", 17)
def log_slow(run: Run) -> None:
    reading, writing = os.pipe()
    over = threading.Event()
    serves = threading.Event()

    def reader() -> None:
        while not over.is_set():
            if not os.read(reading, 65536 if not serves.is_set() else 10):
                return
            if serves.is_set():
                time.sleep(0.1)

    thread = threading.Thread(target=reader, daemon=True)
    thread.start()
    run.cleanup.callback(os.close, reading)
    run.cleanup.callback(over.set)
    try:
        server = run.serve(log=writing, config={"debug_level": "DEBUG", "access_log": True})
    finally:
        os.close(writing)
    serves.set()
    with run.traffic(pause=0.05) as traffic:
        run.watch(12)
    run.tell(str(traffic))
    run.in_time(traffic)
    run.must(Path(f"/proc/{server.process.pid}").exists(), "the server ended")


@case("backlog", "accepted deliveries beyond max_backlog are refused with 503, and those within it all run", 13)
def backlog(run: Run) -> None:
    server = run.serve(config=_waiting_config(2) | {"max_backlog": 50})
    server.hook("push", WAITS)
    flood = Traffic(server)
    run.good.append(flood)
    for number in range(120):
        flood.one(lambda at=number: senders.github(f"many-{at}", branch=f"wait-{at}"))
    odd = [answer.status for answer in flood.answers if answer.status not in (200, 202, 503)]
    run.must(not odd, f"answers {odd[:5]} in place of 202 or 503")
    (server.witness / "go").touch()
    _await_runs(run, [request.delivery for request in flood.accepted], 30)

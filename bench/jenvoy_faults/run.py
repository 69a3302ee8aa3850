"""One attack on one server: what is sent meanwhile, what must hold, and how it is judged."""

import contextlib
import multiprocessing
import shutil
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jenvoy_bench.systems import Failed

from . import senders, wire
from .server import Answer, Level, Server

#: What a signed delivery may take while the server is attacked, in seconds.
IN_TIME = 2.0
#: After how many seconds all must be as before.
RECOVERY = 10.0
#: How much more than before an idle server may hold: threads of the pool, and what it learned meanwhile.
MORE_DESCRIPTORS, MORE_THREADS, MORE_HEAP = 12, 40, 16

_CONTEXT = multiprocessing.get_context("fork")


@dataclass
class Traffic:
    """Signed deliveries of every sender in turn, one every so many seconds, each on a connection of its own."""

    server: Server
    pause: float = 0.25
    makers: list[Callable[[], senders.Request]] = field(default_factory=lambda: list(senders.ALL))
    answers: list[Answer] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    accepted: list[senders.Request] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _senders: list[threading.Thread] = field(default_factory=list)

    def one(self, make: Callable[[], senders.Request]) -> Answer | None:
        request = make()
        began = time.monotonic()
        try:
            answer = self.server.send(request)
        except OSError as e:
            with self._lock:
                took = time.monotonic() - began
                self.failures.append(f"{make.__name__}: {type(e).__name__} after {took:.1f} s")
            return None
        with self._lock:
            self.answers.append(answer)
            if answer.status in (200, 202):
                self.accepted.append(request)
            else:
                self.failures.append(f"{make.__name__}: {answer.status} {answer.text.strip()[:80]}")
        return answer

    def _send(self) -> None:
        number = 0
        while not self._over.is_set():
            # One that hangs must not keep the others from being sent.
            thread = threading.Thread(target=self.one, args=(self.makers[number % len(self.makers)],), daemon=True)
            thread.start()
            self._senders.append(thread)
            number += 1
            self._over.wait(self.pause)

    def __enter__(self) -> "Traffic":
        self._thread = threading.Thread(target=self._send, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *unused) -> None:
        self._over.set()
        self._thread.join()
        for thread in self._senders:
            thread.join(12)

    def slowest(self) -> float:
        return max((answer.seconds for answer in self.answers), default=0.0)

    def median(self) -> float:
        return statistics.median(answer.seconds for answer in self.answers) if self.answers else 0.0

    def __str__(self) -> str:
        if not self.answers and not self.failures:
            return "no deliveries"
        return (
            f"{len(self.accepted)} of {len(self.answers) + len(self._unanswered())} deliveries taken,"
            f" median {self.median() * 1000:.0f} ms, slowest {self.slowest():.1f} s"
        )

    def _unanswered(self) -> list[str]:
        return [failure for failure in self.failures if " after " in failure]


@dataclass(frozen=True)
class Verdict:
    name: str
    measured: list[str]
    broken: list[str]
    seconds: float


class Run:
    """What one case works with. Every server it starts is in a folder of its own, and ends with it."""

    def __init__(self, name: str, folder: Path, command: list[str], descriptors: int, patience: float = 1.0):
        self.patience = patience
        self.name = name
        self.folder = folder
        self.command = command
        self.descriptors = descriptors
        self.measured: list[str] = []
        self.broken: list[str] = []
        self.good: list[Traffic] = []
        self.cleanup = contextlib.ExitStack()
        self.server: Server | None = None
        self.before: Level | None = None

    # --- What a case says ---------------------------------------------------------------

    def tell(self, text: str) -> None:
        self.measured.append(text)

    def must(self, holds: bool, text: str) -> None:
        """Records a promise that was broken, unless it holds."""
        if not holds:
            self.broken.append(text)

    def serve(self, config: dict | None = None, descriptors: int | None = None, **started) -> Server:
        """A server that has served each sender, at rest."""
        data = started.pop("data", None)
        self.server = self.cleanup.enter_context(Server(self.folder, self.command, config, data))
        self.server.start(descriptors or self.descriptors, **started).serving()
        warm = Traffic(self.server)
        for make in senders.ALL * 4:
            warm.one(make)
        if warm.failures:
            raise Failed(f"good deliveries fail before the attack: {warm.failures[:3]}")
        self.good.append(warm)
        self.before = self.server.level()
        return self.server

    def traffic(self, pause: float = 0.25, makers: list | None = None) -> Traffic:
        traffic = Traffic(self.server, pause, makers or list(senders.ALL))
        self.good.append(traffic)
        return traffic

    @contextlib.contextmanager
    def attackers(self, task: Callable, *arguments, processes: int = 1):
        """
        Runs `task(counters, goes_on, *arguments)` in processes of its own: this one measures, and must not be busy. They
        end at the end of the block, whatever they do.
        """
        counters = wire.Counters(_CONTEXT)
        over = _CONTEXT.Event()

        def work() -> None:
            wire.raise_limit()
            task(counters, lambda: not over.is_set(), *arguments)

        workers = [_CONTEXT.Process(target=work, daemon=True) for _ in range(processes)]
        for worker in workers:
            worker.start()
        try:
            yield counters
        finally:
            over.set()
            for worker in workers:
                worker.join(3)
                if worker.is_alive():
                    worker.kill()
                    worker.join()

    def under(self, seconds: float, task: Callable, *arguments, processes: int = 1, slow: float = IN_TIME) -> wire.Counters:
        """The usual course: the attack for so long, good deliveries meanwhile, which must be answered in time."""
        with self.attackers(task, *arguments, processes=processes) as counters:
            with self.traffic() as traffic:
                peak = self.watch(seconds)
        self.tell(f"{traffic}; {counters['opened']} connections, {counters['sent'] / 1e6:.1f} MB sent; peak {peak}")
        self.in_time(traffic, slow)
        return counters

    def watch(self, seconds: float) -> Level:
        """Waits; the most that the server held meanwhile."""
        end = time.monotonic() + seconds
        most = self.server.level(heap=False)
        while time.monotonic() < end and self.server.lives():
            now = self.server.level(heap=False)
            most = Level(
                max(most.descriptors, now.descriptors),
                max(most.threads, now.threads),
                max(most.resident, now.resident),
                None,
            )
            time.sleep(0.25)
        return most

    def in_time(self, traffic: Traffic, seconds: float = IN_TIME) -> None:
        """That all of these were taken within so many seconds; more on a machine that was busy before."""
        seconds *= self.patience
        self.must(not traffic.failures, f"{len(traffic.failures)} good deliveries failed, as {traffic.failures[:2]}")
        slow = [answer.seconds for answer in traffic.answers if answer.seconds > seconds]
        self.must(not slow, f"{len(slow)} good deliveries took longer than {seconds:.1f} s, one {max(slow, default=0):.1f} s")

    # --- What must hold in the end --------------------------------------------------------

    def judge(self) -> None:
        """After the attack: all as before within ten seconds, what was accepted ran, and SIGTERM ends the server."""
        if self.server is None:
            return
        server = self.server
        if not server.lives():
            self.must(False, f"the server ended with {server.process.returncode}")
        else:
            self._as_before(server)
            self._all_ran(server)
            took = server.stop()
            self.must(took is not None, "SIGTERM did not end the server in 15 s")
            if took is not None:
                self.tell(f"stopped in {took:.1f} s")
                self.must(server.process.returncode == 0, f"it ended with {server.process.returncode} after SIGTERM")
        said = server.said()
        for word in ("OutOfMemoryError", "StackOverflowError"):
            self.must(word not in said, f"{said.count(word)} x {word} in the log")

    def _as_before(self, server: Server) -> None:
        end = time.monotonic() + RECOVERY
        while True:
            wrong, level = self._differences(server)
            if not wrong:
                break
            if time.monotonic() > end or not server.lives():
                self.must(False, f"{RECOVERY:.0f} s after it: {'; '.join(wrong)}")
                break
            time.sleep(0.5)
        self.tell(f"afterwards {level} (before {self.before})")

    def _differences(self, server: Server) -> tuple[list[str], Level]:
        wrong = []
        traffic = Traffic(server)
        for make in senders.ALL:
            traffic.one(make)
            if len(traffic.failures) > 1:
                break
        self.good.append(traffic)
        wrong += [f"good delivery {failure}" for failure in traffic.failures[:2]]
        for path, admin in (("/healthz", False), ("/readyz", False), ("/api/status", True)):
            try:
                answer = server.get(path, admin, timeout=5)
                if answer.status != 200:
                    wrong.append(f"{path} {answer.status} {answer.text[:80]}")
            except OSError as e:
                wrong.append(f"{path} {type(e).__name__}")
        # Connections of this judge's own and of the attack are closed by the other side in its time.
        level = server.level(heap=not wrong)
        if level.descriptors > self.before.descriptors + MORE_DESCRIPTORS:
            wrong.append(f"{level.descriptors} descriptors, {self.before.descriptors} before")
        if level.threads > self.before.threads + MORE_THREADS:
            wrong.append(f"{level.threads} threads, {self.before.threads} before")
        if self.before.heap is not None and not wrong:
            if level.heap is None or level.heap > self.before.heap + MORE_HEAP:
                wrong.append(f"heap {level.heap} MB, {self.before.heap:.0f} before")
        return wrong, level

    def _all_ran(self, server: Server) -> None:
        """What was accepted comes to its run; some seconds for those that still run."""
        wanted = {request.delivery for traffic in self.good for request in traffic.accepted if request.delivery}
        end = time.monotonic() + RECOVERY
        while True:
            missing = wanted - server.ran().keys()
            if not missing or time.monotonic() > end:
                break
            time.sleep(0.2)
        self.must(not missing, f"{len(missing)} of {len(wanted)} accepted deliveries never ran")

    def close(self) -> None:
        self.cleanup.close()
        shutil.rmtree(self.folder, ignore_errors=True)

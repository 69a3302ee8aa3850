"""What clients were answered, and whether a server that was started later keeps those promises."""

import random
import sqlite3
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from . import senders
from .server import Server

#: Small, of the size that lies in a row, and of the size that lies in a file of its own.
SIZES = (0, 0, 0, 3_000, 100_000, 1_300_000, 1_600_000)


@dataclass(frozen=True)
class Accepted:
    """A delivery that was answered 200 or 202, and how long the log of the disk was after that."""

    delivery: str
    size: int
    position: int


@dataclass
class Clients:
    """Sends signed deliveries from several threads until it is told to end, and keeps what was answered."""

    seed: int
    accepted: list[Accepted] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    broken: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def one(self, server: Server, choice: random.Random, position=lambda: 0) -> int | None:
        request = senders.github(str(uuid.UUID(int=choice.getrandbits(128))), choice.choice(SIZES))
        try:
            answer = server.send(request, timeout=30)
        except OSError:
            with self._lock:
                self.broken += 1
            return None
        with self._lock:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
            if answer.status in (200, 202):
                self.accepted.append(Accepted(request.delivery, len(request.body), position()))
            elif answer.status != 503:
                self.odd.append(f"{answer.status} {answer.text[:100]}")
        return answer.status

    def load(self, server: Server, seconds: float, threads: int = 3, position=lambda: 0, then=None) -> None:
        """So long; `then` is done at the end of it, while they still send."""
        over = threading.Event()

        def work(number: int) -> None:
            choice = random.Random(self.seed * 1000 + number)
            while not over.is_set():
                if self.one(server, choice, position) is None:
                    over.wait(0.05)
                over.wait(choice.random() * 0.02)

        workers = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(threads)]
        self.seed += 1
        for worker in workers:
            worker.start()
        time.sleep(seconds)
        if then is not None:
            then()
        over.set()
        for worker in workers:
            worker.join(35)


def states(data: Path) -> dict[str, int]:
    """State by the delivery's id, of its newest entry."""
    database = sqlite3.connect(f"file:{data / 'journal.db'}?mode=ro", uri=True, timeout=20)
    try:
        return dict(database.execute("SELECT id, state FROM delivery ORDER BY entry"))
    finally:
        database.close()


def broken_promises(server: Server, accepted: list[Accepted], seconds: float = 30) -> list[str]:
    """Waits until all in the journal has ended; what of the accepted is missing or did not end well."""
    end = time.monotonic() + seconds
    while True:
        found = states(server.data)
        unfinished = sum(state <= 1 for state in found.values())
        if unfinished == 0 or time.monotonic() > end or not server.lives():
            break
        time.sleep(0.1)
    broken = []
    if unfinished:
        broken.append(f"{unfinished} deliveries come to no outcome")
    missing = [given.delivery for given in accepted if given.delivery not in found]
    if missing:
        broken.append(f"{len(missing)} of {len(accepted)} accepted deliveries are not in the journal")
    bad = sorted({found[given.delivery] for given in accepted if found.get(given.delivery, 2) not in (0, 1, 2)})
    if bad:
        broken.append(f"accepted deliveries ended in the states {bad}")
    sizes = {given.delivery: given.size for given in accepted}
    wrong = [who for who, seen in server.ran().items() if who in sizes and set(seen) != {sizes[who]}]
    if wrong:
        broken.append(f"{len(wrong)} hooks were given another payload than was sent")
    return broken

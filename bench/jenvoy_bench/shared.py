"""Servers on one PostgreSQL, and the load of several at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from . import load
from .parts import Bench, hooked
from .postgres import Postgres
from .systems import Jenvoy, write_hook

LEASE = 15
GRACE = 1


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
    """
    Warms servers up, one after the other so that each is as warm as one that is measured alone, and returns the
    measurement of them all together, with so many connections in all.
    """
    shares = [connections // len(servers) + (number < connections % len(servers)) for number in range(len(servers))]
    pieces = [bench.pieces(server, branches) for server in servers]

    def run(seconds: float) -> float:
        return together(
            [
                lambda server=server, piece=piece, share=share: load.run(server, piece, share, seconds)
                for server, piece, share in zip(servers, pieces, shares)
            ]
        )

    for server, piece in zip(servers, pieces):
        load.run(server, piece, connections, bench.warmup)
    return lambda: bench.results.add(f"{name}, rate", run(bench.seconds), "/s")

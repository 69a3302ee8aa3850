"""Load from wrk."""

import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

from .systems import Failed, Server

SCRIPT = Path(__file__).resolve().parent.parent / "load" / "push.lua"


@dataclass(frozen=True)
class Load:
    """What a load came to: requests a second, milliseconds, and processor time of the server for each request."""

    requests: int
    rate: float
    median: float
    p99: float
    own_ms: float
    children_ms: float


def run(server: Server, pieces: Path, connections: int, seconds: float, refusals: bool = False) -> Load:
    """Loads a server with the requests of this file of pieces. Answers other than 2xx are a failure unless wanted."""
    own, children = server.processor_seconds()
    done = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "-s", str(SCRIPT)]
        + [f"http://127.0.0.1:{server.port}{server.path}", "--", str(pieces), uuid.uuid4().hex],
        capture_output=True,
        text=True,
        timeout=seconds + 60,
    )
    line = next((text for text in done.stdout.splitlines() if text.startswith("BENCH ")), None)
    if done.returncode != 0 or line is None:
        raise Failed(f"wrk against {server.name} failed: {done.stderr.strip() or done.stdout.strip()}")
    found = {name: int(value) for name, value in (pair.split("=") for pair in line.split()[1:])}
    if found["broken"] or found["requests"] == 0 or (found["status"] and not refusals):
        raise Failed(f"{server.name} did not answer as it should: {line}")
    after_own, after_children = server.processor_seconds()
    return Load(
        requests=found["requests"],
        rate=found["requests"] / (found["micros"] / 1e6),
        median=found["p50"] / 1e3,
        p99=found["p99"] / 1e3,
        own_ms=(after_own - own) * 1e3 / found["requests"],
        children_ms=(after_children - children) * 1e3 / found["requests"],
    )

"""This tree against another commit: both under the same load in pairs, each pair in the other order than the one before."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import deliveries, load
from .parts import KILOBYTES_8, Bench
from .systems import Failed, Jenvoy, Server, write_hook

SINGLE_DELIVERIES = 500


def checked_out(top: Path, commit: str, target: Path) -> Path:
    """A clone of this repository at that commit, built. Made once for each commit."""
    found = subprocess.run(
        ["git", "-C", str(top), "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"],
        capture_output=True,
        text=True,
    )
    if found.returncode != 0:
        raise Failed(f"there is no commit {commit}")
    tree = target / f"commit-{found.stdout.strip()[:12]}"
    if not tree.exists():
        draft = tree.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        subprocess.run(["git", "clone", "-q", "--no-checkout", str(top), str(draft)], check=True)
        subprocess.run(["git", "-C", str(draft), "checkout", "-q", "--detach", found.stdout.strip()], check=True)
        draft.rename(tree)
    for words in ("--version", "rehearse"):
        subprocess.run([str(tree / "jenvoy"), words], check=True, capture_output=True)
    return tree


def trees(bench: Bench, other: Path) -> dict[str, Path]:
    return {"this": bench.top, "that": other}


def pairs(bench: Bench, what: str, unit: str, goal: str | None, ways: dict[str, Callable[[], float]]) -> None:
    """Measures both trees in turn and compares: the ratio is this tree's value by the earlier one's."""

    def measured(name: str, once: Callable[[], float]) -> Callable[[], None]:
        return lambda: bench.results.add(f"{name}: {what}", once(), unit)

    bench.alternate([measured(name, once) for name, once in ways.items()])
    bench.results.row("against", what, f"this: {what}", f"that: {what}", goal)


def servers(bench: Bench, other: Path, stack: ExitStack, part: str, hook: str) -> dict[str, Jenvoy]:
    running = {}
    for name, top in trees(bench, other).items():
        server = Jenvoy(bench.folder(f"against-{part}-{name}"), top, name)
        write_hook(server.hooks / hook)
        running[name] = stack.enter_context(server)
    return running


def warm(bench: Bench, running: dict[str, Jenvoy], wrongly_signed: bool = False) -> dict[str, Path]:
    made = {name: bench.pieces(server, wrongly_signed=wrongly_signed) for name, server in running.items()}
    for name, server in running.items():
        load.run(server, made[name], 8, bench.warmup, wrongly_signed)
    return made


def loaded(
    bench: Bench,
    other: Path,
    part: str,
    hook: str,
    answer: str,
    measured: tuple[str, str, str],
    value: Callable[[load.Load], float],
    connections: int = 8,
    wrongly_signed: bool = False,
) -> None:
    """Compares a value under load. The hook has this name; every answer must hold that text."""
    with ExitStack() as stack:
        running = servers(bench, other, stack, part, hook)
        for server in running.values():
            server.expect(deliveries.push(KILOBYTES_8), answer, "sha256=" + "0" * 64 if wrongly_signed else None)
        made = warm(bench, running, wrongly_signed)

        def once(name: str) -> Callable[[], float]:
            return lambda: value(load.run(running[name], made[name], connections, bench.seconds, wrongly_signed))

        pairs(bench, *measured, {name: once(name) for name in running})


def throughput(bench: Bench, other: Path) -> None:
    measured = ("one hook, 8 connections, rate", "/s", ">= 0.97")
    loaded(bench, other, "throughput", "push", "deployed", measured, lambda came: came.rate)


def latency(bench: Bench, other: Path) -> None:
    measured = ("one hook, 1 connection, median", "ms", "<= 1.03")
    loaded(bench, other, "latency", "push", "deployed", measured, lambda came: came.median, connections=1)


def unmatched(bench: Bench, other: Path) -> None:
    measured = ("no hook matches, rate", "/s", ">= 0.97")
    loaded(bench, other, "unmatched", "issues", "nop", measured, lambda came: came.rate)


def refused(bench: Bench, other: Path) -> None:
    measured = ("wrongly signed, rate", "/s", ">= 0.97")
    loaded(bench, other, "refused", "push", "signature", measured, lambda came: came.rate, wrongly_signed=True)


@dataclass(frozen=True)
class Writes:
    """What the kernel counts for a process: bytes in calls that write, those calls, and bytes that a disk will get."""

    in_calls: int
    calls: int
    to_disk: int

    @staticmethod
    def of(server: Server) -> "Writes":
        fields = dict(line.split(": ") for line in Path(f"/proc/{server.process.pid}/io").read_text().splitlines())
        return Writes(int(fields["wchar"]), int(fields["syscw"]), int(fields["write_bytes"]))


def written(bench: Bench, other: Path) -> None:
    """What one delivery after the other writes. Answers, the log and the hook's copy in memory count among the calls."""
    with ExitStack() as stack:
        running = servers(bench, other, stack, "written", "push")
        calls, disk = "calls that write, for a delivery", "written to disk for a delivery"

        def kilobytes(name: str, server: Jenvoy) -> Callable[[], float]:
            def once() -> float:
                before = Writes.of(server)
                for _ in range(SINGLE_DELIVERIES):
                    server.expect(deliveries.push(KILOBYTES_8), "deployed")
                after = Writes.of(server)
                bench.results.add(f"{name}: {calls}", (after.calls - before.calls) / SINGLE_DELIVERIES, "")
                bench.results.add(f"{name}: {disk}", (after.to_disk - before.to_disk) / SINGLE_DELIVERIES / 1024, "KiB")
                return (after.in_calls - before.in_calls) / SINGLE_DELIVERIES / 1024

            return once

        ways = {name: kilobytes(name, server) for name, server in running.items()}
        pairs(bench, "written for a delivery", "KiB", None, ways)
        for what in (calls, disk):
            bench.results.row("against", what, f"this: {what}", f"that: {what}")


def start(bench: Bench, other: Path) -> None:
    body = deliveries.push(KILOBYTES_8)

    def first_answer(name: str, top: Path, environment: dict[str, str]) -> Callable[[], float]:
        server = Jenvoy(bench.folder(f"against-start-{name}-{len(environment)}"), top, name)
        write_hook(server.hooks / "push")

        def once() -> float:
            times = []
            for _ in range(3):
                times.append(server.first_answer(os.environ | environment, body, "deployed"))
            return sorted(times)[1]

        once()
        return once

    for what, environment in (
        ("start to first answer", {"JENVOY_ARCHIVE": "off"}),
        ("start to first answer, with an archive of classes", {}),
    ):
        ways = {name: first_answer(name, top, environment) for name, top in trees(bench, other).items()}
        pairs(bench, what, "ms", "<= 1.03", ways)


def memory(bench: Bench, other: Path) -> None:
    after = "resident, after 10,000 deliveries"

    def idle(name: str, top: Path) -> Callable[[], float]:
        def once() -> float:
            server = Jenvoy(bench.folder(f"against-memory-{name}-{time.monotonic_ns()}"), top, name)
            write_hook(server.hooks / "push")
            with server:
                time.sleep(5)
                value = server.resident()
                made, sent = bench.pieces(server), 0
                while sent < 10_000:
                    sent += load.run(server, made, 8, 2).requests
                bench.results.add(f"{name}: {after}", server.resident(), "MB")
                return value

        return once

    ways = {name: idle(name, top) for name, top in trees(bench, other).items()}
    pairs(bench, "resident, idle", "MB", "<= 1.03", ways)
    bench.results.row("against", after, f"this: {after}", f"that: {after}", "<= 1.03")


ALL: dict[str, Callable[[Bench, Path], None]] = {
    "throughput": throughput,
    "latency": latency,
    "unmatched": unmatched,
    "refused": refused,
    "written": written,
    "start": start,
    "memory": memory,
}

"""Days of deliveries in the journal, with a clock that is told: does its file grow, does it get slower?"""

import statistics
import subprocess

from . import deliveries
from .parts import Bench, java
from .systems import Failed

HOURS = 72
A_SECOND = 20
RETENTION_HOURS = 12
PAYLOAD = 1024
# For each told hour, of which the first ones take what the machine has to write for the first time.
LIMIT_SECONDS = 4 * 3600


def aging(bench: Bench) -> None:
    """What 72 hours of 20 deliveries a second leave, of which the last 12 hours are kept. Rounds and times do not count."""
    folder = bench.folder("aging")
    (folder / "payload").write_bytes(deliveries.push(PAYLOAD))
    classes = f"{bench.target}:{bench.top / 'app/target/jenvoy.jar'}"
    arguments = [str(folder / "data"), str(folder / "payload"), str(HOURS), str(A_SECOND), str(RETENTION_HOURS)]
    log = folder / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [java(), "-XX:+UseSerialGC", "-Xmx256m", "-cp", classes, "JournalAge", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            sizes, times = [], []
            for line in process.stdout:
                words = line.split()
                if len(words) == 3 and words[0].isdigit():
                    sizes.append(int(words[1]) / 1e6)
                    times.append(float(words[2]))
                    if len(sizes) % 6 == 0:
                        bench.say(f"  {words[0]} h: {sizes[-1]:.0f} MB, {times[-1]:.2f} ms")
            if process.wait(60) != 0 or len(sizes) != HOURS:
                raise Failed(f"the journal's age: {log.read_text()[-2000:]}")
        finally:
            process.kill()
            process.wait()
    # The file has its size once as much is deleted as comes.
    full = RETENTION_HOURS + 2
    for name, values, unit in (("file", sizes, "MB"), ("an acceptance with its end", times, "ms")):
        for value in values[-RETENTION_HOURS:]:
            bench.results.add(f"{name}, the last {RETENTION_HOURS} h", value, unit)
        bench.results.add(f"{name}, after {full} h", statistics.median(values[full : full + 6]), unit)
        bench.results.row(
            "aging",
            f"72 h of 20/s, 12 h are kept: {name}",
            f"{name}, the last {RETENTION_HOURS} h",
            f"{name}, after {full} h",
            "<= 1.05" if unit == "MB" else "<= 1.1",
        )


PARTS = {"aging": aging}

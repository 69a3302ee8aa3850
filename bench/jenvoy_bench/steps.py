"""What the processor time of a delivery goes into, by async-profiler: step by step, and as a picture."""

import collections
import platform
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from .results import number
from .systems import Failed

PROFILER = "tools.profiler:async-profiler:3.0"
LIBRARIES = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}

# The first that a stack has decides; a name is looked for in any frame, a thread's name comes first in the stack.
STEPS = [
    ("compiling Java", ("CompilerThre",)),
    ("collecting garbage, the JVM's own", ("GC Thread", "VM Thread", "Sweeper")),
    ("log lines", ("logback",)),
    ("journal: accept", ("sqlite/AppendDelivery",)),
    ("journal: sync to disk", ("fsync", "fdatasync")),
    ("answer", ("response/SingleResponse", "response/Responses")),
    ("journal: the rest", ("store/Writer", "journal-writer")),
    ("payload file", ("run/HookPayloadFiles", "run/ShmFolder")),
    ("starting, watching and reading the hook", ("dev/jenvoy/process/",)),
    ("which hooks?", ("hook/HookFolder", "hook/HookFile", "hook/DirectoryCache")),
    ("signature and digest", ("javax/crypto", "sun/security/provider/", "sha256_impl")),
    ("reading JSON", ("json/JsonScan", "github/GitHubFacts", "tools/jackson")),
    ("looking at the configuration", ("config/LiveConfig",)),
    ("HTTP: reading, handing over", ("XNIO",)),
    ("turns, handing over", ("delivery-", "[delivery")),
]


def library(target: Path) -> Path:
    """async-profiler from Maven Central, as a library that a JVM can load."""
    kind = LIBRARIES.get(platform.machine())
    if kind is None:
        raise Failed(f"async-profiler is not there for {platform.machine()}")
    found = target / "libasyncProfiler.so"
    if not found.exists():
        command = ["mvn", "-B", "-q", "dependency:copy", f"-Dartifact={PROFILER}", f"-DoutputDirectory={target}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=300)
        with zipfile.ZipFile(next(target.glob("async-profiler-*.jar"))) as jar:
            found.write_bytes(jar.read(f"{kind}/libasyncProfiler.so"))
    return found


def tell(jcmd: str, pid: int, agent: Path, what: str) -> None:
    done = subprocess.run([jcmd, str(pid), "JVMTI.agent_load", str(agent), f'"{what}"'], capture_output=True, text=True)
    if "return code: 0" not in done.stdout:
        raise Failed(f"the profiler did not {what.partition(',')[0]}: {done.stdout} {done.stderr}")


def shares(stacks: Path) -> dict[str, float]:
    """The part of all samples that each step has."""
    counted: collections.Counter = collections.Counter()
    for line in stacks.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        step = next((name for name, marks in STEPS if any(mark in stack for mark in marks)), "other")
        counted[step] += int(count)
    return {step: count / counted.total() for step, count in counted.most_common()}


def draw(milliseconds: dict[str, float], title: str) -> str:
    """Steps as bars, the longest first."""
    left, right, line, top, width = 300, 90, 24, 44, 760
    longest = max(milliseconds.values())
    height = top + line * len(milliseconds) + 12
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        "<style>text { font: 13px system-ui, sans-serif; fill: #1f2328 } rect { fill: #0969da }"
        " @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } rect { fill: #4493f8 } }</style>",
        f'<text x="12" y="24" font-weight="600">{escape(title)}</text>',
    ]
    for place, (step, value) in enumerate(milliseconds.items()):
        y = top + line * place
        length = max(1.0, (width - left - right) * value / longest)
        out += [
            f'<text x="{left - 10}" y="{y + 15}" text-anchor="end">{escape(step)}</text>',
            f'<rect x="{left}" y="{y + 3}" width="{length:.1f}" height="{line - 8}" rx="2"/>',
            f'<text x="{left + length + 6:.1f}" y="{y + 15}">{number(value)} ms</text>',
        ]
    return "\n".join(out + ["</svg>"]) + "\n"

"""Series of measurements, their medians and ratios, as a table and as JSON."""

import json
import os
import platform
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """A line of the table: one series, against another or alone, and the goal where there is one."""

    part: str
    what: str
    subject: str
    against: str | None
    goal: tuple[str, float] | None


@dataclass
class Results:
    """All that a run measured. Values of one series stand in the order of the rounds."""

    series: dict[str, list[float]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str) -> None:
        self.series.setdefault(name, []).append(value)
        self.units[name] = unit

    def row(self, part: str, what: str, subject: str, against: str | None = None, goal: str | None = None) -> None:
        parsed = (goal.split()[0], float(goal.split()[1])) if goal else None
        self.rows.append(Row(part, what, subject, against, parsed))

    def judged(self) -> list[dict]:
        """Each row with its numbers. A ratio is the median of the rounds' own ratios: noise hits both sides of one."""
        out = []
        for row in self.rows:
            values = self.series[row.subject]
            entry = {
                "part": row.part,
                "what": row.what,
                "subject": row.subject,
                "unit": self.units[row.subject],
                **spread("value", values),
            }
            measure = entry["value"]
            if row.against is not None:
                others = self.series[row.against]
                entry |= {"against": row.against, **spread("against_value", others)}
                if len(others) == len(values):
                    ratios = [mine / other for mine, other in zip(values, others)]
                else:
                    ratios = [statistics.median(values) / statistics.median(others)]
                entry |= spread("ratio", ratios)
                measure = entry["ratio"]
            if row.goal is not None:
                relation, limit = row.goal
                entry["goal"] = f"{relation} {limit:g}"
                entry["reached"] = measure >= limit if relation == ">=" else measure <= limit
            out.append(entry)
        return out


def spread(name: str, values: list[float]) -> dict:
    return {name: statistics.median(values), f"{name}_low": min(values), f"{name}_high": max(values)}


def number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ranged(entry: dict, name: str) -> str:
    low, high = entry[f"{name}_low"], entry[f"{name}_high"]
    text = number(entry[name])
    return text if low == high else f"{text} ({number(low)}-{number(high)})"


def table(judged: list[dict]) -> str:
    """In Markdown, which is readable in a terminal too."""
    lines = [["what", "measured", "against", "ratio", "goal", ""]]
    for entry in judged:
        against = f"{ranged(entry, 'against_value')} {entry['against']}" if "against" in entry else ""
        verdict = {True: "reached", False: "not reached", None: ""}[entry.get("reached")]
        lines.append(
            [
                entry["what"],
                f"{ranged(entry, 'value')} {entry['unit']}",
                against,
                ranged(entry, "ratio") if "ratio" in entry else "",
                entry.get("goal", ""),
                verdict,
            ]
        )
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths)) + " |" for line in lines)


def machine(java: str) -> dict:
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    version = subprocess.run([java, "-version"], capture_output=True, text=True).stderr.splitlines()
    return {
        "cores": os.cpu_count(),
        "processor": cpu,
        "kernel": platform.release(),
        "java": version[1] if len(version) > 1 else "",
        "load_before": os.getloadavg()[0],
        "begun": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def write(file: Path, results: Results, judged: list[dict], about: dict) -> None:
    series = {
        name: {"unit": results.units[name], "values": [round(value, 4) for value in values]}
        for name, values in sorted(results.series.items())
    }
    file.write_text(json.dumps({"machine": about, "rows": judged, "series": series}, indent=2) + "\n")

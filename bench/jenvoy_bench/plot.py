"""The table as a picture: each row's ratio to its goal on a logarithmic scale. Readable on light and dark pages."""

import math
import statistics
from html import escape
from pathlib import Path

from .results import number

WIDTH, LEFT, RIGHT, LINE, TOP = 900, 400, 110, 30, 64
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .faint { fill: #59636e; font-size: 11px }
  .axis { stroke: #8c959f; stroke-width: 1 }
  .goal { stroke: #59636e; stroke-width: 2; stroke-dasharray: 4 3 }
  .reached { fill: #1a7f37 } .missed { fill: #bc4c00 } .spread { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .faint { fill: #9198a1 } .axis { stroke: #656c76 } .goal { stroke: #9198a1 }
    .reached { fill: #3fb950 } .missed { fill: #db6d28 } .spread { stroke: #e6edf3 }
  }
"""


def better(entry: dict, value: float) -> float:
    """How far beyond the goal: 1 is the goal itself, more is better."""
    relation, limit = entry["goal"].split()
    return value / float(limit) if relation == ">=" else float(limit) / value


def draw(judged: list[dict], title: str) -> str:
    entries = [entry for entry in judged if "goal" in entry]
    measured = ["ratio" if "ratio" in entry else "value" for entry in entries]
    span = max(
        [2.0]
        + [abs(math.log2(better(e, e[f"{m}{end}"]))) for e, m in zip(entries, measured) for end in ("", "_low", "_high")]
    )
    room = WIDTH - LEFT - RIGHT
    height = TOP + LINE * len(entries) + 44

    def x(value: float) -> float:
        return LEFT + room * (math.log2(value) + span) / (2 * span)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<text x="12" y="24" font-weight="600">{escape(title)}</text>',
        f'<text x="12" y="44" class="faint">Bar: median against its goal (dashed line); right of it is better.'
        " Thin line: all rounds. Logarithmic.</text>",
    ]
    for place, (entry, name) in enumerate(zip(entries, measured)):
        y = TOP + LINE * place
        value = x(better(entry, entry[name]))
        ends = sorted(x(better(entry, entry[name + end])) for end in ("_low", "_high"))
        kind = "reached" if entry["reached"] else "missed"
        left, right = sorted((x(1), value))
        unit = "" if name == "ratio" else " " + entry["unit"]
        middle = y + LINE / 2
        out += [
            f'<text x="{LEFT - 12}" y="{middle + 4:.0f}" text-anchor="end">{escape(entry["what"])}</text>',
            f'<rect class="{kind}" x="{left:.1f}" y="{y + 7}" width="{max(1.5, right - left):.1f}" height="{LINE - 14}" rx="2"/>',
            f'<line class="spread" x1="{ends[0]:.1f}" x2="{ends[1]:.1f}" y1="{middle}" y2="{middle}"/>',
            f'<text x="{WIDTH - RIGHT + 8}" y="{middle - 1:.0f}">{escape(number(entry[name]) + unit)}</text>',
            f'<text class="faint" x="{WIDTH - RIGHT + 8}" y="{middle + 11:.0f}">goal {escape(entry["goal"])}</text>',
        ]
    bottom = TOP + LINE * len(entries)
    out.append(f'<line class="goal" x1="{x(1):.1f}" x2="{x(1):.1f}" y1="{TOP - 8}" y2="{bottom + 6}"/>')
    for step in range(-math.floor(span), math.floor(span) + 1):
        at = x(2.0**step)
        label = "goal" if step == 0 else (f"{2**step}× better" if step > 0 else f"{2**-step}× short")
        out.append(f'<line class="axis" x1="{at:.1f}" x2="{at:.1f}" y1="{bottom + 6}" y2="{bottom + 11}"/>')
        out.append(f'<text class="faint" x="{at:.1f}" y="{bottom + 26}" text-anchor="middle">{label}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


CURVES = {"connections": ("rate", "deliveries/s by connections"), "KB of payload": ("median", "median ms by KB of payload")}


def curves(series: dict[str, list[float]]) -> str:
    """How a measure grows with what it is measured at: one small plot each, both axes logarithmic."""
    width, height, left, top = 420, 260, 56, 44
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * width} {height}" role="img"'
        ' aria-label="How rate and latency grow">',
        f"<style>{STYLE} polyline {{ fill: none; stroke: #0969da; stroke-width: 2 }} circle {{ fill: #0969da }}</style>",
    ]
    for number_of, (by, (measure, title)) in enumerate(CURVES.items()):
        points = sorted(
            (float(name.split()[-2].rstrip(",")), statistics.median(values))
            for name, values in series.items()
            if name.startswith(f"growth, {by} ") and name.endswith(f", {measure}")
        )
        if len(points) < 2:
            continue
        at = width * number_of
        across, up = [math.log2(x) for x, _ in points], [math.log2(y) for _, y in points]
        low, high = math.floor(min(up)), math.ceil(max(up))

        def x(value: float) -> float:
            return at + left + (width - left - 30) * (value - across[0]) / (across[-1] - across[0])

        def y(value: float) -> float:
            return height - 40 - (height - 40 - top) * (value - low) / max(1, high - low)

        line = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in zip(across, up))
        out += [f'<text x="{at + 12}" y="24" font-weight="600">{escape(title)}</text>', f'<polyline points="{line}"/>']
        for (given, found), a, b in zip(points, across, up):
            out += [
                f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3"/>',
                f'<text class="faint" x="{x(a):.1f}" y="{y(b) - 8:.1f}" text-anchor="middle">{escape(number(found))}</text>',
                f'<text class="faint" x="{x(a):.1f}" y="{height - 16}" text-anchor="middle">{given:g}</text>',
            ]
        bottom = height - 34
        out.append(f'<line class="axis" x1="{at + left}" x2="{at + width - 30}" y1="{bottom}" y2="{bottom}"/>')
    return "\n".join(out + ["</svg>"]) + "\n"


def write(file: Path, judged: list[dict], title: str) -> None:
    file.write_text(draw(judged, title))

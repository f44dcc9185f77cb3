"""
A chart of what one delivery costs each server: bars on a logarithmic scale, as SVG, in dark and in light.
"""

import math
from collections.abc import Callable, Mapping
from html import escape

_WIDTH, _LABELS, _BAR, _GAP = 860, 190, 11, 14
_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 15px }
  .small { font-size: 11px; fill: #57606a }
  .grid { stroke: #d0d7de }
  .a { fill: #0969da } .b { fill: #bf8700 }
  .ours { font-weight: 700 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #8d96a0 } .grid { stroke: #3d444d }
    .a { fill: #4493f8 } .b { fill: #d29922 }
  }
"""


def draw(title: str, legend: tuple[str, str], bars: Mapping[str, tuple[float, float]], ours: str) -> str:
    """
    An SVG document: for each label two bars, in the order given; the label `ours` stands out.
    """
    values = [value for pair in bars.values() for value in pair if value > 0]
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))
    top, row = 78, 2 * _BAR + _GAP
    bottom = top + row * len(bars)

    def across(value: float) -> float:
        room = _WIDTH - _LABELS - 60
        return room * math.log10(max(value, low) / low) / math.log10(high / low)

    parts = [
        f'<text class="title" x="12" y="24">{escape(title)}</text>',
        *_key(12, 44, "a", legend[0]),
        *_key(300, 44, "b", legend[1]),
        *_grid(low, high, across, top, bottom),
    ]
    for number, (label, pair) in enumerate(bars.items()):
        y = top + number * row
        emphasis = ' class="ours"' if label == ours else ""
        parts.append(f'<text{emphasis} x="{_LABELS - 10}" y="{y + 15}" text-anchor="end">{escape(label)}</text>')
        for kind, value, offset in zip("ab", pair, (0, _BAR), strict=True):
            if value <= 0:
                continue
            width = max(across(value), 1)
            place = f'x="{_LABELS}" y="{y + offset}" width="{width:.1f}" height="{_BAR - 1}"'
            parts.append(f'<rect class="{kind}" {place}/>')
            place = f'x="{_LABELS + width + 5:.1f}" y="{y + offset + 9}"'
            parts.append(f'<text class="small" {place}>{value:.3g}</text>')
    height = bottom + 28
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">\n<style>{_STYLE}</style>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _key(x: int, y: int, kind: str, text: str) -> list[str]:
    return [
        f'<rect class="{kind}" x="{x}" y="{y}" width="12" height="12"/>',
        f'<text class="small" x="{x + 18}" y="{y + 10}">{escape(text)}</text>',
    ]


def _grid(low: float, high: float, across: Callable[[float], float], top: int, bottom: int) -> list[str]:
    parts = []
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        x = _LABELS + across(10**power)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{top - 6}" x2="{x:.1f}" y2="{bottom - 6}"/>')
        parts.append(f'<text class="small" x="{x:.1f}" y="{bottom + 10}" text-anchor="middle">{10.0**power:g}</text>')
    return parts

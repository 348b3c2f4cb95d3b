"""Draws the README's picture from the program's real output.

Usage: cargo run --release --example reform_report | python3 tests/pictures/draw.py
A test checks that every line of the picture still stands in the output.
"""

import pathlib
import sys
from xml.sax.saxutils import escape

# (the first line of an extract holds this, how many lines)
EXTRACTS = [
    ("CẢI CÁCH HÀNH CHÍNH CHÍN THÁNG", 4),
    ("b) Kết quả giải quyết hồ sơ", 14),
    ("CHỈ SỐ CHẤT LƯỢNG PHỤC VỤ", 2),
    ("CKMB /18", 10),
    ("3. UBND tỉnh Đắk Lắk", 14),
    ("    Tổng điểm", 5),
]
COLUMNS, SIZE, LEADING, MARGIN = 138, 12, 16, 16


def main() -> None:
    lines = sys.stdin.read().split("\n")
    shown: list[str] = []
    position = 0
    for start, count in EXTRACTS:
        position = next(i for i in range(position, len(lines)) if start in lines[i])
        shown += ([""] if shown else []) + lines[position : position + count]
    width, height = MARGIN * 2 + int(COLUMNS * SIZE * 0.6), MARGIN * 2 + LEADING * len(shown)
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-label="reform_report">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#10222b"/>',
        f'<g font-family="ui-monospace,\'DejaVu Sans Mono\',Menlo,Consolas,monospace" font-size="{SIZE}" fill="#e6edf0">',
    ]
    for number, line in enumerate(shown, 1):
        if line:
            svg.append(
                f'<text x="{MARGIN}" y="{MARGIN + number * LEADING - 4}" xml:space="preserve">{escape(line)}</text>'
            )
    svg += ["</g>", "</svg>", ""]
    pathlib.Path(__file__).with_name("reform_report.svg").write_text("\n".join(svg), encoding="utf-8")


if __name__ == "__main__":
    main()

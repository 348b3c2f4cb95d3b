"""Compares what the three doors answered to the shared vectors: as many cases, the same answers.

Each runner writes its full answers, not only the parts a vector expects, so an explanation that
differs in one language is found even where no vector looks at it.
"""

import json
import pathlib
import sys

DOORS = ("rust", "python", "js")


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    answers = {door: json.loads((folder / f"{door}.json").read_text(encoding="utf-8")) for door in DOORS}
    counts = ", ".join(f"{door} {len(answers[door])}" for door in DOORS)
    cases = sorted(set().union(*answers.values()))
    different = [
        case for case in cases if any(answers[door].get(case) != answers["rust"].get(case) for door in DOORS)
    ]
    print(f"vectors: {counts}; the same full answer in all three: {len(cases) - len(different)}")
    for case in different:
        for door in DOORS:
            print(f"  {case} {door}: {json.dumps(answers[door].get(case), ensure_ascii=False)[:300]}")
    print(f"{len(cases) - len(different)} passed, {len(different)} failed")
    return 1 if different or not cases else 0


if __name__ == "__main__":
    sys.exit(main())

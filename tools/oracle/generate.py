#!/usr/bin/env python3
"""Draws fresh oracle points. See README.md.

    python3 generate.py --seed 1 --points 12 --out DIR [--only erf,sinc]
"""

import argparse
import json
import math
import pathlib
import random
import struct
import sys
from concurrent.futures import ProcessPoolExecutor

from mpmath import mp, mpf

import functions
from series import Series, nearest, refined, text

FORMAT = (
    "numbers are decimal strings; parse them as f64 (1e400 means overflow to inf, 1e-400 underflow to zero). "
    "x/bits: the exact f64 inputs. univariate d = [f, f', f'', f''', f'''']. "
    "bivariate: grad, full Hessian, hvp = H v, d3 = third derivative of t -> f(x + t v) at 0."
)
ORDERS = 4


def bits(x):
    return f"0x{struct.unpack('<Q', struct.pack('<d', x))[0]:016x}"


def derivatives(function, x):
    """f(x), ..., f''''(x)."""
    return refined(lambda: function.series(Series.variable(x, ORDERS)).derivatives(), [x], function.cancels)


def find_roots(function, low, high, pieces=60):
    """(order, root) of the function and its derivatives in an interval, by scan and bisection."""
    with mp.workdps(40):
        value = lambda x: function.series(Series.variable(x, ORDERS)).derivatives()
        grid = [mpf(low) + (mpf(high) - low) * (k + mpf("0.37")) / pieces for k in range(pieces)]
        seen = [value(x) for x in grid]
        for order in range(ORDERS + 1):
            for a, b, u, v in zip(grid, grid[1:], seen, seen[1:]):
                if u[order] * v[order] >= 0:
                    continue
                sign = u[order]
                for _ in range(100):
                    middle = (a + b) / 2
                    if value(middle)[order] * sign > 0:
                        a = middle
                    else:
                        b = middle
                # a pole changes the sign too, but the function grows towards it
                if abs(value(a)[order]) < abs(sign):
                    yield order, a


def draw(function, count, rng):
    """(tag, x) for one function of one argument."""
    low, high = function.domain
    inside = lambda x: low < x < high and math.isfinite(x)
    drawn = [("zero" if x == 0 else "ordinary", x) for x in function.extra]
    drawn += [("ordinary", rng.uniform(*function.ordinary)) for _ in range(count)]
    if function.wide:
        drawn += [("ordinary", 10 ** rng.uniform(-300, 300)) for _ in range(count // 2)]
    if function.tiny:
        scales = [10.0**-k for k in (300, 160, 100, 30, 16, 12, 8, 5, 3)]
        drawn += [("tiny", sign * s * rng.uniform(1, 9)) for s in scales for sign in (1, -1) if rng.random() < 0.6]
    for x in function.huge:
        drawn.append(("huge", x))
        drawn.append(("huge", x * rng.uniform(0.9, 1.0)))
    for edge in function.edges:
        for k in (4, 8, 16, 26, 36, 46, 52):
            side = rng.choice((1, -1))
            near = edge * (1 + side * 2.0**-k) if edge else side * 2.0**-k
            drawn.append(("near_singular", near if inside(near) else edge * (1 - side * 2.0**-k)))
    roots = [root for span in function.roots for root in find_roots(function, *span)]
    rng.shuffle(roots)
    for _, root in roots[: 2 * count]:
        drawn.append(("cancel", nearest(root)))
        distance = rng.choice((1, -1)) * 10 ** rng.uniform(-15, -1)
        drawn.append(("cancel", nearest(root * (1 + distance)) if root else distance))
    unique = {}
    for tag, x in drawn:
        if inside(x):
            unique.setdefault(bits(x), (tag, float(x)))
    return list(unique.values())


def univariate(task):
    name, count, seed = task
    function = next(f for f in functions.make_univariate() if f.name == name)
    cases = []
    for tag, x in draw(function, count, random.Random(f"{seed} {name}")):
        try:
            d = derivatives(function, x)
        except (ArithmeticError, ValueError, ZeroDivisionError) as error:
            print(f"skipped {name}({x!r}): {error}", file=sys.stderr)
            continue
        cases.append({"tag": tag, "x": repr(x), "bits": bits(x), "d": [text(v) for v in d]})
    return {"name": name, "rust": function.rust, "formula": function.formula, "cases": cases}


def all_partials(function, x, v):
    """f, gradient, Hessian, H v and the third derivative along v, by series along lines:
    2 H_ij = D2(e_i + e_j) - D2(e_i) - D2(e_j), refined until the cancellation is paid for."""
    n = function.n
    unit = lambda *on: [mpf(sum(k == i for i in on)) for k in range(n)]

    def along(u, order):
        return function.series(*[Series.variable(a, order, s) for a, s in zip(x, u)]).derivatives()

    def compute():
        second = {(i, j): along([a + b for a, b in zip(unit(i), unit(j))], 2)[2] for i in range(n) for j in range(i, n)}
        pure = [second[i, i] / 4 for i in range(n)]
        hess = [[pure[i] if i == j else (second[min(i, j), max(i, j)] - pure[i] - pure[j]) / 2 for j in range(n)] for i in range(n)]
        grad = [along(unit(i), 1)[1] for i in range(n)]
        hvp = [sum(h * mpf(s) for h, s in zip(row, v)) for row in hess]
        return [along(unit(0), 1)[0], *grad, *[h for row in hess for h in row], *hvp, along([mpf(s) for s in v], 3)[3]]

    return refined(compute, x)


def bivariate(task):
    name, count, seed = task
    function = next(f for f in functions.make_bivariate() if f.name == name)
    rng, n = random.Random(f"{seed} {name}"), function.n
    cases = []
    for tag, x in function.extra + [function.points(rng) for _ in range(3 * count)]:
        x = [float(a) for a in x]
        v = [round(rng.uniform(-2, 2), 3) for _ in range(n)]
        try:
            numbers = [text(a) for a in all_partials(function, x, v)]
        except (ArithmeticError, ValueError, ZeroDivisionError) as error:
            print(f"skipped {name}({x!r}): {error}", file=sys.stderr)
            continue
        f, rest = numbers[0], numbers[1:]
        cases.append({
            "tag": tag, "x": [repr(a) for a in x], "bits": [bits(a) for a in x], "v": [repr(a) for a in v], "f": f,
            "grad": rest[:n], "hess": [rest[n + i * n : 2 * n + i * n] for i in range(n)],
            "hvp": rest[n + n * n : 2 * n + n * n], "d3": rest[-1],
        })
    tree = [name] + [["var", k] for k in range(n)]
    return {"name": name, "n": n, "formula": function.formula, "tree": tree, "cases": cases}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--points", type=int, default=12, help="ordinary points a function; the other tags follow")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="directory for the JSON files")
    parser.add_argument("--only", default="", help="names, comma-separated; all without")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--single", metavar="NAME", help="one file for both families")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, arguments.only.split(",")))
    families = {
        "univariate": (univariate, functions.make_univariate()),
        "bivariate": (bivariate, functions.make_bivariate()),
    }
    unknown = only - {f.name for _, members in families.values() for f in members}
    if unknown:
        parser.error(f"no function called {', '.join(sorted(unknown))}")
    drawn = {}
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for family, (work, members) in families.items():
            tasks = [(f.name, arguments.points, arguments.seed) for f in members if not only or f.name in only]
            drawn[family] = list(pool.map(work, tasks))
    if arguments.single:
        drawn = {arguments.single: [f for members in drawn.values() for f in members]}
    for name, members in drawn.items():
        if members:
            write(arguments.out / f"{name}.json", arguments.seed, members)


def write(path, seed, drawn):
    """The oracle's JSON, one case a line."""
    cases = sum(len(f["cases"]) for f in drawn)
    meta = {"generator": "generate.py", "seed": seed, "format": FORMAT, "functions": len(drawn), "cases": cases}
    with open(path, "w") as file:
        file.write(f'{{\n"meta": {json.dumps(meta)},\n"functions": [\n')
        blocks = []
        for f in drawn:
            head = json.dumps({k: v for k, v in f.items() if k != "cases"})[:-1]
            blocks.append(head + ', "cases": [\n' + ",\n".join(map(json.dumps, f["cases"])) + "\n]}")
        file.write(",\n".join(blocks) + "\n]\n}\n")
    print(f"{path}: {len(drawn)} functions, {cases} cases")


if __name__ == "__main__":
    main()

"""Truncated Taylor series over mpmath numbers, and numbers refined until 40 digits agree.

A series is a list of coefficients c_k = f^(k)(x)/k!. Every function is either a composition
with a list of known derivatives at c_0, or the integral of its slope's series.
"""

from fractions import Fraction

import mpmath
from mpmath import mp, mpf


class Series:
    """c_0 + c_1 t + ... + c_n t^n."""

    def __init__(self, c):
        self.c = list(c)

    @staticmethod
    def variable(x, order, slope=1):
        return Series([mpf(x), mpf(slope)] + [mpf(0)] * (order - 1))

    def order(self):
        return len(self.c) - 1

    def lift(self, other):
        return other if isinstance(other, Series) else Series([mpf(other)] + [mpf(0)] * self.order())

    def __add__(self, other):
        return Series([a + b for a, b in zip(self.c, self.lift(other).c)])

    __radd__ = __add__

    def __neg__(self):
        return Series([-a for a in self.c])

    def __sub__(self, other):
        return self + -self.lift(other)

    def __rsub__(self, other):
        return self.lift(other) - self

    def __mul__(self, other):
        b = self.lift(other).c
        return Series([mpmath.fsum(self.c[j] * b[k - j] for j in range(k + 1)) for k in range(len(self.c))])

    __rmul__ = __mul__

    def __truediv__(self, other):
        b, y = self.lift(other).c, []
        for k, a in enumerate(self.c):
            y.append((a - mpmath.fsum(b[j] * y[k - j] for j in range(1, k + 1))) / b[0])
        return Series(y)

    def __rtruediv__(self, other):
        return self.lift(other) / self

    def compose(self, derivatives):
        """g(self), from g(c_0), g'(c_0), ..."""
        inner = Series([mpf(0)] + self.c[1:])
        result = self.lift(0)
        for k in reversed(range(len(self.c))):
            result = result * inner + mpf(derivatives[k]) / mpmath.factorial(k)
        return result

    def integral_of(self, slope, value):
        """The series with value `value` whose derivative is slope(self) self'."""
        speed = Series([k * self.c[k] for k in range(1, len(self.c))] + [mpf(0)])
        rate = slope * speed
        return Series([value] + [rate.c[k - 1] / k for k in range(1, len(self.c))])

    def power(self, exponent):
        """self^c for a constant c; integral powers of negative and zero numbers included."""
        x, c = self.c[0], mpf(exponent)
        derivatives, factor = [], mpf(1)
        for k in range(len(self.c)):
            derivatives.append(factor * x ** (c - k) if factor != 0 else mpf(0))
            factor *= c - k
        return self.compose(derivatives)

    def derivatives(self):
        return [c * mpmath.factorial(k) for k, c in enumerate(self.c)]


def exp(x):
    return x.compose([mpmath.exp(x.c[0])] * len(x.c))


def ln(x):
    return x.integral_of(1 / x, mpmath.log(x.c[0]))


def sin(x):
    s, c = mpmath.sin(x.c[0]), mpmath.cos(x.c[0])
    return x.compose([(s, c, -s, -c)[k % 4] for k in range(len(x.c))])


def cos(x):
    s, c = mpmath.sin(x.c[0]), mpmath.cos(x.c[0])
    return x.compose([(c, -s, -c, s)[k % 4] for k in range(len(x.c))])


def cylinder(m, y, slope, x, n):
    """Derivatives 0..n at x of the solution of x y'' + m y' + x y = 0 with y(x), y'(x) given."""
    d = [y, slope]
    for k in range(n - 1):
        d.append(-((k + m) * d[k + 1] + x * d[k] + (k * d[k - 1] if k else 0)) / x)
    return d[: n + 1]


def refined(compute, at, cancels=True):
    """The numbers of `compute()` at growing precision until 40 digits of each agree. The first
    precision already pays for every cancellation that the magnitudes of the arguments `at` can
    cause up to the fourth order (so that two equally wrong answers do not agree), and a zero is
    confirmed at 1500 digits. A number that only ever shrinks with the precision is a zero."""
    magnitudes = sum(abs(mpmath.log10(abs(x))) for x in at if x != 0) if cancels else 0
    digits = 70 + 8 * int(magnitudes + 1)
    last = 64 * digits
    before = None
    while True:
        with mp.workdps(digits):
            now = [mpf(v) for v in compute()]
            if before is not None:
                if digits > last:
                    scale = max(abs(v) for v in now)
                    now = [mpf(0) if abs(v) <= scale * mpf(10) ** (-digits // 2) else v for v in now]
                confirmed = digits >= 1500 or all(v != 0 for v in now)
                if confirmed and all(agree(a, b) for a, b in zip(before, now)):
                    return now
                if digits > last:
                    if all(b == 0 or agree(a, b) for a, b in zip(before, now)):
                        return now
                    raise ArithmeticError(f"no agreement at {digits} digits")
        before, digits = now, 2 * digits if all(v != 0 for v in now) else max(2 * digits, 1500)


def agree(a, b):
    if not (mpmath.isfinite(a) and mpmath.isfinite(b)):
        raise ArithmeticError("a number is not finite")
    return a == b or abs(a - b) <= abs(b) * mpf(10) ** -40


def nearest(v):
    """The f64 nearest to v, overflow and subnormals included."""
    v = v if isinstance(v, mpf) else mpf(v)  # a copy would be rounded
    if v == 0 or v.man == 0:
        return 0.0
    top = v.man.bit_length() + v.exp
    if top > 1030 or top < -1100:
        return float("inf") * (-1 if v < 0 else 1) if top > 0 else 0.0
    magnitude = Fraction(abs(int(v.man))) * Fraction(2) ** int(v.exp)
    step = Fraction(2) ** max(top - 53, -1074)
    sign = -1 if v < 0 else 1
    if magnitude >= 2**1024 - 2**970:
        return sign * float("inf")
    return sign * float(round(magnitude / step) * step)


def text(v):
    """Twenty-five digits, or as many more as a tie takes to read back as the nearest f64."""
    if v == 0:
        return "0"
    if abs(mpmath.mag(v)) > 1200:  # outside the range of f64 by far
        return ("-" if v < 0 else "") + ("1e400" if abs(v) > 1 else "1e-400")
    for digits in (25, 45, 90, 1100):
        s = mpmath.nstr(v, digits, min_fixed=-5, max_fixed=22)
        if float(s) == nearest(v):
            return s
    raise ArithmeticError(f"{s} does not read back as {nearest(v)}")

"""What the oracle knows: each function by a series at high precision, and where to draw points."""

from dataclasses import dataclass, field
from typing import Callable

import mpmath
from mpmath import mpf

from series import Series, cos, cylinder, exp, ln, sin

INF = float("inf")


@dataclass
class Univariate:
    name: str
    rust: str
    formula: str
    series: Callable
    domain: tuple = (-INF, INF)  # open interval
    ordinary: tuple = (-10.0, 10.0)
    tiny: bool = True  # beside 0, both signs if the domain allows it
    huge: tuple = ()
    edges: tuple = ()  # finite ends of the domain, poles
    roots: tuple = ()  # where to look for roots of the function and its derivatives
    extra: tuple = ()
    wide: bool = False  # the whole range of positive exponents
    cancels: bool = True  # whether a tiny or huge argument can cancel digits in `series`


WIDE = (1e8, 1e16, 1e100, 1e160, 1e300)
POSITIVE = dict(domain=(0.0, INF), ordinary=(0.1, 10.0), tiny=True, huge=WIDE, wide=True, edges=(), extra=(5e-310,))


def inverse(slope, value):
    """A function given by its slope's series and its value."""
    return lambda x: x.integral_of(slope(x), value(x.c[0]))


def hyperbolic(sign):
    return lambda x: (exp(x) + sign * exp(-x)) * mpf("0.5")


def log_gamma(x):
    value = mpmath.log(abs(mpmath.gamma(x))) if x < 1e4 else mpmath.loggamma(x)
    return value


def digamma_derivatives(first):
    def series(x):
        orders = range(first, first + len(x.c))
        return x.compose([log_gamma(x.c[0]) if k < 0 else mpmath.psi(k, x.c[0]) for k in orders])

    return series


def sinc(x):
    if x.c[0] == 0:
        return x.compose([0 if k % 2 else (-1) ** (k // 2) / mpf(k + 1) for k in range(len(x.c))])
    return sin(x) / x


def bessel(order):
    def series(x):
        at, n = x.c[0], len(x.c)
        if at == 0:
            j0 = [0 if k % 2 else (-1) ** (k // 2) * mpmath.binomial(k, k // 2) / mpf(2) ** k for k in range(n + 1)]
        else:
            j0 = cylinder(1, mpmath.besselj(0, at), -mpmath.besselj(1, at), at, n)
        return x.compose(j0[:n] if order == 0 else [-d for d in j0[1:]])

    return series


def cbrt(x):
    return x.power(mpf(1) / 3) if x.c[0] > 0 else -((-x).power(mpf(1) / 3))


def two_over_sqrt_pi():
    return 2 / mpmath.sqrt(mpmath.pi)


def make_univariate():
    one_half = mpf("0.5")
    f = [
        Univariate("neg", "-x", "-x", lambda x: -x, huge=WIDE),
        Univariate("recip", "x.recip()", "1/x", lambda x: 1 / x, huge=WIDE, edges=(0.0,)),
        Univariate("square", "x * x", "x**2", lambda x: x * x, huge=WIDE),
        Univariate("sqrt", "x.sqrt()", "sqrt(x)", lambda x: x.power(one_half), **POSITIVE),
        Univariate("cbrt", "x.cbrt()", "x^(1/3), real branch, odd", cbrt, huge=WIDE),
        Univariate("exp", "x.exp()", "exp(x)", exp, ordinary=(-50, 50), huge=(700.0, 709.5, -700.0, -744.0, 1000.0, -1000.0)),
        Univariate("exp2", "x.exp2()", "2**x", lambda x: exp(x * mpmath.log(2)), ordinary=(-50, 50), huge=(1000.0, 1023.9, -1000.0, -1070.0, 1024.0, 1e4)),
        Univariate("exp_m1", "x.exp_m1()", "exp(x) - 1", lambda x: exp(x) - 1, ordinary=(-20, 20), huge=(700.0, -40.0, -700.0, 1e4)),
        Univariate("ln", "x.ln()", "log(x)", ln, roots=((0.5, 2),), **POSITIVE),
        Univariate("log2", "x.log2()", "log(x)/log(2)", lambda x: ln(x) * (1 / mpmath.log(2)), roots=((0.5, 2),), **POSITIVE),
        Univariate("log10", "x.log10()", "log(x)/log(10)", lambda x: ln(x) * (1 / mpmath.log(10)), roots=((0.5, 2),), **POSITIVE),
        Univariate("ln_1p", "x.ln_1p()", "log(x + 1)", lambda x: ln(x + 1), domain=(-1.0, INF), ordinary=(-0.95, 10), huge=WIDE, edges=(-1.0,)),
        Univariate("sin", "x.sin()", "sin(x)", sin, huge=(1e5, 1e10, 1e16, 1e100), roots=((-7, 7),)),
        Univariate("cos", "x.cos()", "cos(x)", cos, huge=(1e5, 1e10, 1e16, 1e100), roots=((-7, 7),)),
        Univariate("tan", "x.tan()", "tan(x)", lambda x: sin(x) / cos(x), huge=(1e5, 1e10, 1e16, 1e100), roots=((-1.5, 1.5), (1.6, 4.6)), edges=(1.5707963267948966, 4.71238898038469)),
        Univariate("asin", "x.asin()", "asin(x)", inverse(lambda x: (1 - x * x).power(-one_half), mpmath.asin), domain=(-1.0, 1.0), ordinary=(-1, 1), edges=(-1.0, 1.0)),
        Univariate("acos", "x.acos()", "acos(x)", inverse(lambda x: -(1 - x * x).power(-one_half), mpmath.acos), domain=(-1.0, 1.0), ordinary=(-1, 1), edges=(-1.0, 1.0)),
        Univariate("atan", "x.atan()", "atan(x)", inverse(lambda x: 1 / (1 + x * x), mpmath.atan), huge=WIDE, roots=((-2, 2),), extra=(1.0, -1.0)),
        Univariate("sinh", "x.sinh()", "sinh(x)", hyperbolic_sinh, huge=(20.0, -30.0, 700.0, 710.0, 1000.0)),
        Univariate("cosh", "x.cosh()", "cosh(x)", hyperbolic(1), huge=(20.0, -30.0, 700.0, 710.0, 1000.0)),
        Univariate("tanh", "x.tanh()", "tanh(x)", inverse(lambda x: hyperbolic(1)(x).power(-2), mpmath.tanh), huge=(20.0, -30.0, 100.0, 350.0, -371.0, 800.0), roots=((-3, 3),)),
        Univariate("asinh", "x.asinh()", "log(x + sqrt(x**2 + 1))", inverse(lambda x: (1 + x * x).power(-one_half), mpmath.asinh), huge=WIDE, roots=((-2, 2),)),
        Univariate("acosh", "x.acosh()", "log(x + sqrt(x**2 - 1))", inverse(lambda x: (x * x - 1).power(-one_half), mpmath.acosh), domain=(1.0, INF), ordinary=(1, 10), tiny=False, huge=WIDE, edges=(1.0,)),
        Univariate("atanh", "x.atanh()", "log((x + 1)/(1 - x))/2", inverse(lambda x: 1 / (1 - x * x), mpmath.atanh), domain=(-1.0, 1.0), ordinary=(-1, 1), edges=(-1.0, 1.0)),
        Univariate("to_degrees", "x.to_degrees()", "180*x/pi", lambda x: x * (180 / mpmath.pi), huge=(1e8, 1e100, 1e160)),
        Univariate("to_radians", "x.to_radians()", "pi*x/180", lambda x: x * (mpmath.pi / 180), huge=WIDE),
    ]
    for n in (-10, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 31):
        f.append(Univariate(f"powi({n})", f"x.powi({n})", f"x**({n})", lambda x, n=n: x.power(n), huge=WIDE, extra=() if n < 0 else (0.0,)))
    for c in (0.5, 1.5, 2.5, -0.5, -1.5, 1.0, 2.0, 3.0, 0.1, 1 / 3, 3.141592653589793, -2.0, 0.0, 100.5, -7.3):
        f.append(Univariate(f"powf({c!r})", f"x.powf({c!r})", f"x**{c!r}", lambda x, c=c: x.power(c), **POSITIVE))
    for c in (2.0, 3.0, -2.0, 1.0, 0.0):
        f.append(Univariate(f"powf_int({c!r})", f"x.powf({c!r})", f"x**({int(c)})", lambda x, c=c: x.power(c), domain=(-INF, 0.0), ordinary=(-10, -0.1)))
    gauss = lambda sign: lambda x: exp(-(x * x)) * (sign * two_over_sqrt_pi())
    logistic = lambda x: 1 / (1 + exp(-x))
    tails = (20.0, 36.0, 100.0, 354.0, 709.0, 800.0, -18.0, -36.0, -100.0, -400.0, -709.0, -740.0, -800.0)
    direct = dict(cancels=False)  # polygamma at thousands of digits takes minutes
    gamma = dict(domain=(0.0, INF), ordinary=(0.1, 20), huge=(1e4, 1e10, 1e16, 1e100, 1e300), edges=(), **direct)
    negative = (-0.5, -0.25, -1.5, -2.25, -3.75, -7.3, -10.6, -33.3, -100.75, -1e-5, -1e-100, -999.5, -1.0000001, -5.999999)
    f += [
        Univariate("erf", "x.erf()", "erf(x)", inverse(gauss(1), mpmath.erf), ordinary=(-6, 6), huge=(6.0, -10.0, 20.0, 26.0, -27.1, 1000.0, 1e100), roots=((-3, 3),)),
        Univariate("erfc", "x.erfc()", "erfc(x)", inverse(gauss(-1), mpmath.erfc), ordinary=(-6, 20), huge=(6.0, -10.0, 20.0, 26.0, 26.5, 27.1, 1000.0, 1e100), roots=((-3, 3),)),
        Univariate("ln_gamma", "x.ln_gamma()", "loggamma(x)", digamma_derivatives(-1), roots=((0.5, 3),), extra=(1.0, 2.0, 0.5, 171.0), **gamma),
        Univariate("digamma", "x.digamma()", "polygamma(0, x)", digamma_derivatives(0), roots=((0.5, 3),), extra=(1.0, 2.0, 0.5, 1.5, 3.0, 10.0, 171.0), **gamma),
        Univariate("ln_gamma(negative)", "x.ln_gamma()", "log(abs(gamma(x)))", digamma_derivatives(-1), domain=(-INF, 0.0), ordinary=(-12, 0), extra=negative, **direct, roots=((-0.99, -0.01), (-1.99, -1.01), (-2.99, -2.01), (-3.99, -3.01))),
        Univariate("digamma(negative)", "x.digamma()", "polygamma(0, x)", digamma_derivatives(0), domain=(-INF, 0.0), ordinary=(-12, 0), extra=negative, **direct, roots=((-0.99, -0.01), (-1.99, -1.01), (-2.99, -2.01), (-3.99, -3.01))),
        Univariate("sigmoid", "x.sigmoid()", "1/(1 + exp(-x))", logistic, huge=tails, roots=((-4, 4),)),
        Univariate("softplus", "x.softplus()", "log(exp(x) + 1)", lambda x: x.integral_of(logistic(x), mpmath.log1p(mpmath.exp(x.c[0]))), huge=tails, roots=((-4, 4),)),
        Univariate("log_sigmoid", "x.log_sigmoid()", "-log(1 + exp(-x))", lambda x: x.integral_of(logistic(-x), -mpmath.log1p(mpmath.exp(-x.c[0]))), huge=tails, roots=((-4, 4),)),
        Univariate("sinc", "x.sinc()  (sin x / x)", "sin(x)/x", sinc, ordinary=(-30, 30), huge=(1e3, 1e5, 1e16, 1e100), roots=((-12, 12), (20, 32)), extra=(0.0, 0.5, -0.25, 0.1)),
        Univariate("norm_cdf", "x.norm_cdf()", "1 - erfc(sqrt(2)*x/2)/2", inverse(lambda x: exp(-(x * x) * one_half) * (1 / mpmath.sqrt(2 * mpmath.pi)), lambda v: mpmath.erfc(-v / mpmath.sqrt(2)) / 2), ordinary=(-12, 8), huge=(10.0, 37.0, 38.0, -8.0, -15.0, -20.0, -30.0, -37.3, -38.4, -40.0), roots=((-3, 3),)),
        Univariate("bessel_j0", "x.bessel_j0()", "besselj(0, x)", bessel(0), ordinary=(-30, 30), huge=(50.0, 100.0, 1234.5, 1e5, 1e10, 1e100), roots=((0, 28),), extra=(0.0,)),
        Univariate("bessel_j1", "x.bessel_j1()", "besselj(1, x)", bessel(1), ordinary=(-30, 30), huge=(50.0, 100.0, 1234.5, 1e5, 1e10, 1e100), roots=((0, 28),), extra=(0.0,)),
        Univariate("xlogx", "x.xlogx()", "x*log(x)", lambda x: x * ln(x), roots=((0.1, 2),), **POSITIVE),
    ]
    return f


def hyperbolic_sinh(x):
    return hyperbolic(-1)(x)


@dataclass
class Bivariate:
    name: str
    formula: str
    series: Callable
    points: Callable  # random generator -> (tag, [x...])
    extra: list = field(default_factory=list)
    n: int = 2


def angle(y, x):
    """atan2: the slope is (x y' - y x') / (x² + y²)."""
    if x.order() == 0:
        return Series([mpmath.atan2(y.c[0], x.c[0])])
    speed = lambda a: Series([k * a.c[k] for k in range(1, len(a.c))] + [mpf(0)])
    rate = (x * speed(y) - y * speed(x)) / (x * x + y * y)
    return Series([mpmath.atan2(y.c[0], x.c[0])] + [rate.c[k - 1] / k for k in range(1, len(x.c))])


def power(x, y):
    if x.c[0] == 0:
        raise ArithmeticError("powf at 0 is a convention")
    return exp(y * ln(x))


def remainder(a, b):
    return a - b * int(mpmath.floor(a.c[0] / b.c[0]) if (a.c[0] / b.c[0]) > 0 else mpmath.ceil(a.c[0] / b.c[0]))


def make_bivariate():
    def pair(low, high, other=None):
        lo2, hi2 = other or (low, high)
        return lambda r: ("ordinary", [r.uniform(low, high), r.uniform(lo2, hi2)])

    def wide(tag, low, high, signs=True):
        return lambda r: (tag, [r.choice((1, -1) if signs else (1,)) * 10 ** r.uniform(low, high) for _ in range(2)])

    def mixed(*draws):
        return lambda r: r.choice(draws)(r)

    def near_one(tag, low, high):
        return lambda r: (tag, [1 + r.choice((1, -1)) * 2.0 ** -r.randint(8, 50), r.uniform(low, high)])

    spread = mixed(pair(-10, 10), pair(-10, 10), wide("tiny", -250, -10), wide("huge", 20, 250), wide("ratio", -120, 120))
    copysign = lambda x, y: x if (x.c[0] < 0) == (y.c[0] < 0) else -x
    return [
        Bivariate("powf", "powf(x0, x1)", power, mixed(pair(0.1, 10, (-5, 5)), pair(0.1, 10, (-5, 5)), near_one("near_one", -30, 30), lambda r: ("tiny", [10 ** r.uniform(-200, -20), r.uniform(-1.2, 1.2)]), lambda r: ("huge", [10 ** r.uniform(20, 200), r.uniform(-1.2, 1.2)]), lambda r: ("large_exp", [1 + r.uniform(-1e-3, 1e-3), r.uniform(-1e5, 1e5)])), [("near_ovf", [2.0, 1020.5]), ("near_ovf", [10.0, -305.2]), ("tiny_y", [2.5, 1e-200])]),
        Bivariate("atan2", "atan2(x0, x1)", angle, spread, [("axis", [0.0, 1.0]), ("axis", [1.0, 0.0]), ("diagonal", [1.0, 1.0]), ("ratio", [1e-300, 1.0])]),
        Bivariate("hypot", "hypot(x0, x1)", lambda x, y: (x * x + y * y).power(mpf("0.5")), spread, [("axis", [0.0, 2.0]), ("ratio", [3e-170, 4e-170])]),
        Bivariate("div", "(x0 / x1)", lambda x, y: x / y, mixed(pair(-10, 10), wide("wide", -70, 70)), [("zero", [0.0, 3.0]), ("huge", [1e300, 1e120])]),
        Bivariate("mul", "(x0 * x1)", lambda x, y: x * y, mixed(pair(-10, 10), wide("wide", -120, 120)), [("huge", [1e200, 1e150])]),
        Bivariate("log", "log(x0, x1)", lambda x, b: ln(x) / ln(b), mixed(pair(0.1, 10), pair(1.1, 100), near_one("near_one", 2, 30), wide("tiny", -250, -20, False), wide("huge", 20, 250, False))),
        Bivariate("max", "max(x0, x1)", lambda x, y: x if x.c[0] > y.c[0] else y, pair(-10, 10), [("adjacent", [1.0, 1.0000000000000002])]),
        Bivariate("min", "min(x0, x1)", lambda x, y: x if x.c[0] < y.c[0] else y, pair(-10, 10), [("adjacent", [1.0, 1.0000000000000002])]),
        Bivariate("rem", "rem(x0, x1)", remainder, pair(-100, 100, (0.5, 9)), [("huge", [1000000000000000.5, 3.7])]),
        Bivariate("copysign", "copysign(x0, x1)", copysign, pair(-10, 10)),
        Bivariate("mul_add", "mul_add(x0, x1, x2)", lambda a, b, c: a * b + c, lambda r: ("ordinary", [r.uniform(-10, 10) for _ in range(3)]), [("cancel", [100000001.0, 99999999.0, -1e16])], 3),
        Bivariate("xlogy", "xlogy(x0, x1)", lambda x, y: x * ln(y), mixed(pair(-10, 10, (0.1, 10)), lambda r: ("near_one", [r.uniform(-5, 5), 1 + r.choice((1, -1)) * 2.0 ** -r.randint(8, 50)]), lambda r: ("wide", [r.choice((1, -1)) * 10 ** r.uniform(-100, 100), 10 ** r.uniform(-150, 150)])), [("zero", [0.0, 3.0])]),
    ]

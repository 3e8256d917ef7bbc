/* Calls the library as firmware would and compares with the formulas. */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

double ad_slope(double x);
double ad_ln_coefficient(double x, size_t order);
double ad_rosenbrock_gradient(double x, double y, size_t k);
size_t ad_finite_rows(bool all);

static int failures = 0;

static void check(const char *what, double got, double expected) {
    bool close = fabs(got - expected) <= 1e-14 * fabs(expected);
    printf("%-24s %.17g %s\n", what, got, close ? "ok" : "WRONG");
    failures += !close;
}

int main(void) {
    double e = exp(0.7);
    check("slope", ad_slope(0.7), cos(0.7) / (1 + e) - sin(0.7) * e / ((1 + e) * (1 + e)));
    check("ln''''(2)/4!", ad_ln_coefficient(2, 4), -1.0 / 64);
    check("Rosenbrock's gradient 0", ad_rosenbrock_gradient(-1.2, 1, 0), -215.6);
    check("Rosenbrock's gradient 1", ad_rosenbrock_gradient(-1.2, 1, 1), -88);
    check("finite rows", ad_finite_rows(false), ad_finite_rows(true));
    failures += ad_finite_rows(true) < 100;
    return failures != 0;
}

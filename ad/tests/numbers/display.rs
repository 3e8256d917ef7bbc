//! Numbers as text: four digits, or as many as the format asks for.

use ad::{Dual, DualVec, Graph, HyperDual, MultiDual, Plain, Taylor};

#[test]
fn every_type_reads_as_its_parts() {
    let x = Dual::new(2.1972245773, 1.0 / 3.0);
    assert_eq!(x.to_string(), "Dual(v=2.1972, g=0.3333)");
    assert_eq!(format!("{x:.1}"), "Dual(v=2.2, g=0.3)");
    assert_eq!(format!("{x:.0}"), "Dual(v=2, g=0)");
    assert_eq!(DualVec::new(12.0, [4.0, -3.0]).to_string(), "DualVec(v=12.0000, g=[4.0000, -3.0000])");
    assert_eq!(format!("{:.1}", DualVec::<f64, 0>::constant(1.0)), "DualVec(v=1.0, g=[])");
    assert_eq!(
        HyperDual::new(8.0, 12.0, -1.0, 0.5).to_string(),
        "HyperDual(v=8.0000, g1=12.0000, g2=-1.0000, h=0.5000)"
    );
    assert_eq!(MultiDual::<f64, 2>::variable(6.0, &[0]).to_string(), "MultiDual(6.0000, 1.0000)");
    assert_eq!(format!("{:.2}", Taylor::new([1.0, 1.0, 0.5])), "Taylor(1.00, 1.00, 0.50)");
    assert_eq!((Plain(0.1).to_string(), format!("{:.3}", Plain(0.1))), ("0.1".into(), "0.100".into()));
}

#[test]
fn not_finite_and_nested() {
    assert_eq!(Dual::new(f64::NAN, f64::NEG_INFINITY).to_string(), "Dual(v=NaN, g=-inf)");
    let nested = Dual::variable(Dual::variable(2.0));
    assert_eq!(format!("{nested:.1}"), "Dual(v=Dual(v=2.0, g=1.0), g=Dual(v=1.0, g=0.0))");
}

#[test]
fn a_node_shows_its_adjoint_once_there_is_one() {
    let g = Graph::<f64>::new();
    let x = g.variable(3.0);
    let y = x * x;
    assert_eq!((x.to_string(), format!("{y:.1}")), ("Var(v=3.0000)".into(), "Var(v=9.0)".into()));
    y.backward();
    assert_eq!(
        (x.to_string(), format!("{y:.1}")),
        ("Var(v=3.0000, grad=6.0000)".into(), "Var(v=9.0, grad=1.0)".into())
    );
    let later = y + 1.0;
    assert_eq!(later.to_string(), "Var(v=10.0000)", "recorded after the sweep");
}

#[test]
fn debug_names_the_parts() {
    assert_eq!(format!("{:?}", Dual::new(1.0, 2.0)), "Dual { re: 1.0, eps: 2.0 }");
    let g = Graph::<f64>::new();
    assert_eq!(format!("{:?} {:?}", g.variable(1.5), g), "Node(#0, 1.5) Graph(1 records)");
    let (tape, x) = (ad::Tape::<f64>::new(), ad::Dual::variable(1.5));
    assert_eq!(
        format!("{} {:.1}", tape.variable(1.5), ad::Tape::new().variable(x)),
        "Var(v=1.5000) Var(v=Dual(v=1.5, g=1.0))"
    );
}

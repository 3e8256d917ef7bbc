use ad_core::{ComplexStep, Number, rules::{Row, Rule, Visitor, table}};
struct V(Vec<String>);
impl Visitor for V {
    fn visit<R: Rule<N>, const N: usize>(&mut self, rule: R, _row: &Row<N>) {
        let key = format!("{:?}", rule.op());
        let (mut wr, mut wi) = ((0.0, String::new()), (0.0, String::new()));
        let mut cnt = 0;
        for l in &self.0 {
            let f: Vec<&str> = l.split('\t').collect();
            if f[0] != key { continue; }
            let x: Vec<f64> = f[1].split(' ').map(|t| t.parse().unwrap()).collect();
            let k: usize = f[2].parse().unwrap();
            let h: f64 = f[3].parse().unwrap();
            let (re, im): (f64, f64) = (f[4].parse().unwrap(), f[5].parse().unwrap());
            let z: [ComplexStep; N] = std::array::from_fn(|i| ComplexStep::new(x[i], if i == k { h } else { 0.0 }));
            let w = ComplexStep::apply(rule, z);
            let er = (w.re() - re).abs() / (if h < 1e-3 { re.abs() } else { re.hypot(im) }) / f64::EPSILON;
            let ei = (w.im() - im).abs() / (if h < 1e-3 { im.abs() } else { im.abs().max(0.03 * re.abs().min(im.abs() * 1e3)) }) / f64::EPSILON;
            if !(er <= wr.0) && w.re() != re { wr = (er, format!("{l} got {}", w.re())); }
            if !(ei <= wi.0) && w.im() != im { wi = (ei, format!("{l} got {}", w.im())); }
            cnt += 1;
        }
        if cnt > 0 { println!("{key}: {cnt} re {:.1} im {:.1}\n    {}\n    {}", wr.0, wi.0, wr.1, wi.1); }
    }
}
#[test]
fn wide() {
    let t = std::fs::read_to_string("/tmp/cs/wide.txt").unwrap();
    table::visit(&mut V(t.lines().map(String::from).collect()));
}

//! The number of a derivative, let out, could get into the next one.
fn main() {
    let mut kept = Vec::new();
    ad::derivative(
        |x| {
            kept.push(x); //~ E0521 => kept.push(x.to_string());
            x * x
        },
        1.0,
    );
    assert_eq!(kept.len(), 1);
}

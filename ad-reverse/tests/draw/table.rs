//! The table: aligned columns, one line a node.

use crate::graphs::{chain, maximum, nasty, sine};
use ad_reverse::draw::Picture;

#[test]
fn sine_as_table() {
    let expected = "\
node          value  tangent  adjoint  forward  reverse  local partials
x               1.2        1  -0.1189        1        5
y               0.7        0  -0.1665        2        4
v3 = y²        0.49        0  -0.1189        3        3  ∂v3/∂y = 1.4
v4 = x + v3    1.69        1  -0.1189        4        2  ∂v4/∂x = 1, ∂v4/∂v3 = 1
v5 = sin v4  0.9929  -0.1189        1        5        1  ∂v5/∂v4 = -0.1189
";
    assert_eq!(sine().table(), expected);
}

#[test]
fn columns_that_nobody_fills_are_absent() {
    let mut picture = sine();
    for node in &mut picture.nodes {
        (node.tangent, node.forward, node.reverse) = (None, None, None);
    }
    assert!(picture.table().starts_with("node          value  adjoint  local partials\n"));
    // One filled cell keeps the column.
    picture.nodes[4].tangent = Some("2".into());
    assert!(picture.table().starts_with("node          value  tangent  adjoint  local partials\n"));
    picture.edges.clear();
    assert!(picture.table().starts_with("node          value  tangent  adjoint\n"));
}

#[test]
fn no_nodes_no_lines() {
    assert_eq!(Picture::default().table(), "");
}

#[test]
fn wide_characters_keep_the_columns_in_line() {
    let mut picture = sine();
    picture.nodes[2].formula = Some("漢e\u{301}".into());
    let table = picture.table();
    // The ideograph takes two columns and the accent none, so there is one character more.
    let line = table.lines().nth(3).unwrap();
    assert!(line.starts_with("v3 = 漢e\u{301}       0.49"), "{line}");
}

#[test]
fn any_text_stays_on_its_line() {
    let picture = nasty();
    let table = picture.table();
    assert_eq!(table.lines().count(), picture.nodes.len() + 1);
    assert!(table.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(table.contains("two\\nlines\\r\\n"));
}

#[test]
fn one_long_formula_does_not_widen_every_line() {
    let mut picture = maximum();
    picture.nodes[8].formula = Some("x".repeat(10_000));
    let table = picture.table();
    assert!(table.lines().nth(1).unwrap().len() < 150);
    assert!(table.len() < 15_000);
}

#[test]
fn a_hundred_thousand_nodes() {
    let table = chain(100_000).table();
    assert_eq!(table.lines().count(), 100_001);
    assert!(table.ends_with("v99999 = sin v99998    0.5  ∂v99999/∂v99998 = 1\n"));
}

//! The tree: every node unfolded once, at any depth.

use crate::graphs::{chain, diamond, maximum, nasty, randoms, sine};
use ad_reverse::draw::{Kind, Picture};

#[test]
fn sine_as_tree() {
    let expected = "\
v5 = sin v4   value 0.9929   tangent -0.1189   adjoint 1
└─(-0.1189)─ v4 = x + v3   value 1.69   tangent 1   adjoint -0.1189
   ├─(1)─ x   value 1.2   tangent 1   adjoint -0.1189
   └─(1)─ v3 = y²   value 0.49   tangent 0   adjoint -0.1189
      └─(1.4)─ y   value 0.7   tangent 0   adjoint -0.1665
";
    assert_eq!(sine().tree(), expected);
}

#[test]
fn shared_nodes_are_unfolded_once() {
    let tree = maximum().tree();
    assert_eq!(tree.matches("─ x2   value").count(), 1);
    assert!(tree.ends_with("├─(0.5)─ x2 (above)\n      └─(1.5)─ x3 (above)\n"), "{tree}");
}

/// Every node has one line with its value, and every reference points to a line on its side.
fn check(picture: &Picture) {
    let tree = picture.tree();
    let line_of = |name: &str| {
        let starts = |line: &str| {
            let line = line.rsplit("─ ").next().unwrap();
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with(" = ") || rest.starts_with("   value"))
        };
        let lines: Vec<usize> =
            tree.lines().enumerate().filter(|(_, line)| starts(line)).map(|(index, _)| index).collect();
        assert_eq!(lines.len(), 1, "{name} in\n{tree}");
        lines[0]
    };
    picture.nodes.iter().for_each(|node| {
        line_of(&node.name);
    });
    for (index, line) in tree.lines().enumerate() {
        let reference = line.rsplit("─ ").next().unwrap();
        if let Some(name) = reference.strip_suffix(" (above)") {
            assert!(line_of(name) < index, "{line}");
        }
        if let Some(name) = reference.strip_suffix(" (below)") {
            assert!(line_of(name) > index, "{line}");
        }
    }
}

#[test]
fn every_node_has_its_line() {
    randoms().for_each(|picture| check(&picture));
    check(&diamond(60));
    check(&chain(200));
}

#[test]
fn deep_operands_get_trees_of_their_own() {
    let tree = diamond(60).tree();
    assert!(tree.contains("(below)"));
    let widest = tree.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest < 160, "{widest}");
}

#[test]
fn every_output_is_a_root() {
    let mut picture = sine();
    picture.nodes[3].kind = Kind::Output;
    let tree = picture.tree();
    assert!(tree.starts_with("v4 = x + v3   value"));
    assert!(tree.contains("\nv5 = sin v4   value"));
    assert!(tree.ends_with("└─(-0.1189)─ v4 (above)\n"), "{tree}");
}

#[test]
fn unused_nodes_are_roots_too() {
    let mut picture = sine();
    picture.edges.retain(|edge| edge.from != 0);
    let tree = picture.tree();
    assert!(tree.ends_with("\nx   value 1.2   tangent 1   adjoint -0.1189\n"), "{tree}");
    assert_eq!(Picture::default().tree(), "");
}

#[test]
fn missing_numbers_and_partials_leave_no_gaps() {
    let mut picture = sine();
    picture.nodes.truncate(3);
    picture.nodes.remove(0);
    picture.nodes[1].tangent = None;
    picture.edges = vec![ad_reverse::draw::PictureEdge { from: 0, to: 1, partial: String::new() }];
    assert_eq!(
        picture.tree(),
        "v3 = y²   value 0.49   adjoint -0.1189\n└─ y   value 0.7   tangent 0   adjoint -0.1665\n"
    );
}

#[test]
fn any_text_stays_on_its_line() {
    let picture = nasty();
    let tree = picture.tree();
    assert!(tree.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(tree.contains("two\\nlines\\r\\n"));
}

#[test]
fn a_million_levels_neither_overflow_nor_explode() {
    let count = 1_000_000;
    let tree = chain(count).tree();
    let references = tree.lines().filter(|line| line.ends_with("(below)")).count();
    assert_eq!(tree.lines().count(), count + references);
    assert!(references <= count / 24);
    assert!(tree.len() < 150 * count);
}

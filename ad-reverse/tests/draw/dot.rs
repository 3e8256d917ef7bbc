//! The Graphviz text: quoting that holds for any label.

use crate::graphs::{NASTY, chain, nasty, sine};
use ad_reverse::draw::Picture;

/// The statements between the braces.
fn statements(dot: &str) -> Vec<&str> {
    let body = dot.strip_prefix("digraph {\n").and_then(|dot| dot.strip_suffix("}\n")).expect("one digraph");
    body.lines().map(|line| line.trim().strip_suffix(';').expect("a statement a line")).collect()
}

/// Reads the text of a quoted string back, as Graphviz does for labels.
fn unquoted(quoted: &str) -> String {
    let inner = quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).expect("quotes");
    let mut text = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        assert_ne!(c, '"', "an unquoted quote in {quoted}");
        match c {
            '\\' => {
                let escaped = chars.next().expect("the closing quote is not escaped");
                assert!(matches!(escaped, '\\' | '"'), "an escape that Graphviz would interpret: {quoted}");
                text.push(escaped);
            }
            c => text.push(c),
        }
    }
    text.replace("&amp;", "&")
}

#[test]
fn sine_for_graphviz() {
    let dot = sine().dot();
    let statements = statements(&dot);
    assert_eq!(statements[0], "rankdir=LR");
    // Three settings, five nodes, four edges.
    assert_eq!(statements.len(), 3 + 5 + 4);
    assert_eq!(statements[8], "n1 -> n2 [label=\"1.4\"]");
    let output = statements[7];
    assert!(output.starts_with("n4 [fillcolor=\"#dcfce7\", color=\"#16a34a\", label=<<table"), "{output}");
    for cell in [">value<", ">0.9929<", ">tangent<", ">-0.1189<", ">adjoint<", ">→5<", ">←1<", "<b>v5 = sin v4</b>"]
    {
        assert!(output.contains(cell), "{cell} in {output}");
    }
}

#[test]
fn constants_are_grey() {
    let dot = crate::graphs::maximum().dot();
    assert!(dot.contains("n9 [fillcolor=\"#e9edf2\", color=\"#94a3b8\""));
}

#[test]
fn labels_of_edges_are_quoted() {
    let picture = nasty();
    let dot = picture.dot();
    let edges: Vec<&str> = statements(&dot).into_iter().filter(|line| line.contains(" -> ")).collect();
    assert_eq!(edges.len(), picture.edges.len());
    for (line, edge) in edges.iter().zip(&picture.edges) {
        let label = line.split_once("[label=").unwrap().1.strip_suffix(']').unwrap();
        // Control characters are shown as Rust escapes; everything else comes back as it was.
        if edge.partial.chars().all(|c| !c.is_control() && c != '\u{202e}') {
            assert_eq!(unquoted(label), edge.partial);
        } else {
            assert!(unquoted(label).contains('\\'));
        }
    }
}

#[test]
fn labels_of_nodes_are_balanced() {
    let dot = nasty().dot();
    let nodes: Vec<&str> = statements(&dot).into_iter().filter(|line| line.contains("label=<")).collect();
    assert_eq!(nodes.len(), NASTY.len() + 1);
    for line in nodes {
        let label = line.split_once("label=<").unwrap().1.strip_suffix(">]").unwrap();
        // Graphviz finds the end of the label by counting angle brackets.
        let depth = label.chars().fold(0, |depth, c| {
            assert!(depth >= 0);
            depth + (c == '<') as i32 - (c == '>') as i32
        });
        assert_eq!(depth, 0, "{label}");
        assert!(!label.contains("<b></b>"), "Graphviz refuses empty bold text");
        assert!(!label.chars().any(char::is_control));
    }
    assert!(dot.contains("&lt;b&gt;bold&lt;/b&gt;"));
    assert!(dot.contains("a|b {c}"));
}

#[test]
fn no_nodes_no_boxes() {
    let dot = Picture::default().dot();
    assert_eq!(statements(&dot).len(), 3);
}

#[test]
fn a_hundred_thousand_nodes() {
    let dot = chain(100_000).dot();
    assert_eq!(statements(&dot).len(), 3 + 100_000 + 99_999);
}

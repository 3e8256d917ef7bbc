//! The SVG text is well-formed, self-contained and draws exactly the layout.

use crate::graphs::{self, maximum, nasty, randoms, rosenbrock, sine, square};
use ad_reverse::draw::{Kind, Picture};

/// Reads the text as XML without prologue, and returns the tags in order. Panics when it is not
/// well-formed.
fn tags(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let allowed = |c: char| matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "a character that XML forbids");
    let (mut open, mut tags, mut rest) = (Vec::<String>::new(), vec![], xml);
    while let Some(start) = rest.find('<') {
        entities(&rest[..start]);
        assert!(!open.is_empty() || rest[..start].trim().is_empty(), "text outside the root");
        let mut quoted = false;
        let end = rest[start..].find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let end = start + end.expect("a tag that does not end");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        assert!(name.chars().all(char::is_alphanumeric), "{name}");
        tags.push((name.to_string(), self::attributes(attributes)));
        if !closed {
            open.push(name.to_string());
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    tags
}

fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = vec![];
    while !text.trim().is_empty() {
        let (name, rest) = text.trim_start().split_once("=\"").expect("name=\"value\"");
        let (value, rest) = rest.split_once('"').expect("a closing quote");
        assert!(name.chars().all(|c| c.is_alphabetic() || c == '-' || c == ':'), "{name}");
        assert!(attributes.iter().all(|(other, _)| other != name), "{name} twice");
        assert!(!value.contains('<'));
        entities(value);
        attributes.push((name.to_string(), value.to_string()));
        text = rest;
    }
    attributes
}

fn entities(text: &str) {
    for rest in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;"];
        assert!(known.iter().any(|entity| rest.starts_with(entity)), "&{rest}");
    }
}

fn find<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    &attributes.iter().find(|(other, _)| other == name).unwrap_or_else(|| panic!("no {name}")).1
}

#[test]
fn all_pictures_are_well_formed() {
    for picture in [Picture::default(), sine(), maximum(), square(), rosenbrock(), nasty()].into_iter().chain(randoms())
    {
        let tags = tags(&picture.svg());
        assert_eq!(tags[0].0, "svg");
        assert_eq!(tags[1].0, "title");
        let count = |name: &str| tags.iter().filter(|(tag, _)| tag == name).count();
        let labels = picture.edges.iter().filter(|edge| !edge.partial.is_empty()).count();
        // The page, the plates and the boxes; two paths an edge and one a box.
        assert_eq!(count("rect"), 1 + labels + picture.nodes.len());
        assert_eq!(count("path"), 2 * picture.edges.len() + picture.nodes.len());
        assert_eq!(count("title"), 1 + picture.edges.len() + labels + picture.nodes.len());
    }
}

#[test]
fn the_picture_has_the_size_of_the_layout() {
    let picture = maximum();
    let layout = picture.layout();
    let tags = tags(&picture.svg());
    let root = &tags[0].1;
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    assert_eq!(find(root, "width"), width.to_string());
    assert_eq!(find(root, "height"), height.to_string());
    assert_eq!(find(root, "viewBox"), format!("0 0 {width} {height}"));
    assert_eq!(find(root, "xmlns"), "http://www.w3.org/2000/svg");
}

#[test]
fn boxes_and_plates_are_drawn_where_the_layout_has_them() {
    let picture = rosenbrock();
    let layout = picture.layout();
    let tags = tags(&picture.svg());
    let rects = tags.iter().filter(|(name, _)| name == "rect").skip(1);
    let drawn: Vec<[&str; 4]> =
        rects.map(|(_, rect)| ["x", "y", "width", "height"].map(|name| find(rect, name))).collect();
    let expected: Vec<[String; 4]> = (layout.labels.iter().flatten())
        .chain(&layout.boxes)
        .map(|rect| [rect.x, rect.y, rect.width, rect.height].map(|number| format!("{number:.1}")))
        .collect();
    assert_eq!(drawn, expected);
}

#[test]
fn arrows_follow_the_curves() {
    let picture = maximum();
    let layout = picture.layout();
    let svg = picture.svg();
    for curve in &layout.curves {
        let end = curve.end();
        assert!(svg.contains(&format!("<path d=\"M{:.1},{:.1}C", curve.start.x, curve.start.y)));
        assert!(svg.contains(&format!("{:.1},{:.1}\"><title>", end.x, end.y)));
        assert!(svg.contains(&format!("<path d=\"M{:.1},{:.1}l-9", end.x, end.y)));
    }
}

#[test]
fn pictures_can_share_a_page() {
    for picture in [sine(), maximum(), nasty()] {
        for (name, attributes) in tags(&picture.svg()) {
            assert!(!["style", "script", "defs"].contains(&name.as_str()), "{name}");
            for (name, value) in attributes {
                assert!(!["id", "class", "href"].contains(&name.as_str()) && !value.contains("url("));
            }
        }
    }
}

#[test]
fn a_box_shows_title_numbers_and_places() {
    let svg = sine().svg();
    for text in ["v5 = sin v4", "0.9929", "-0.1189", "→5", "←1", "value", "tangent", "adjoint"] {
        assert!(svg.contains(&format!(">{text}</text>")), "{text}");
    }
    assert!(svg.contains("<title>∂v3/∂y = 1.4</title>"));
}

#[test]
fn kinds_have_their_colours() {
    let fill = |kind: Kind| {
        let mut picture = square();
        picture.nodes.truncate(1);
        picture.edges.clear();
        picture.nodes[0].kind = kind;
        let tags = tags(&picture.svg());
        find(&tags.iter().filter(|(name, _)| name == "rect").nth(1).unwrap().1, "fill").to_string()
    };
    let fills = [Kind::Input, Kind::Constant, Kind::Operation, Kind::Output].map(fill);
    assert_eq!(fills, ["#e0f2fe", "#e9edf2", "#fbfcfe", "#dcfce7"]);
}

#[test]
fn long_texts_are_cut_in_the_box_and_whole_in_the_tooltip() {
    let mut picture = square();
    let formula = "x + ".repeat(60);
    picture.nodes[1].formula = Some(formula.clone());
    let svg = picture.svg();
    assert_eq!(svg.matches(&formula).count(), 1);
    assert!(svg.contains("…</text>"));
    assert!(picture.layout().boxes[1].width < 500.0);
}

#[test]
fn texts_are_quoted() {
    let mut picture = square();
    picture.nodes[1].formula = Some("a < b && \"c\"\n</svg>".into());
    let svg = picture.svg();
    assert!(svg.contains("a &lt; b &amp;&amp; &quot;c&quot;\\n&lt;/svg&gt;"));
    assert_eq!(svg.matches("</svg>").count(), 1);
}

#[test]
fn large_pictures_are_drawn() {
    let picture = graphs::chain(2_500);
    assert_eq!(tags(&picture.svg()).iter().filter(|(name, _)| name == "rect").count(), 2_500 + 2_499 + 1);
}

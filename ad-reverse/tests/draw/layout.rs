//! Nothing overlaps, nothing leaves the picture, and every arrow runs from its operand to its
//! result.

use crate::graphs::{self, chain, diamond, fan, iteration, maximum, random, randoms, rosenbrock, sine, square};
use ad_reverse::draw::{Layout, Picture, PictureEdge, Point, Rect};

/// How densely curves are looked at, and how much rounding is forgiven.
const SAMPLES: usize = 64;
const ROUNDING: f64 = 1e-6;

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() - ROUNDING
        && b.x < a.right() - ROUNDING
        && a.y < b.bottom() - ROUNDING
        && b.y < a.bottom() - ROUNDING
}

fn contains(rect: &Rect, point: &Point) -> bool {
    rect.x + ROUNDING < point.x
        && point.x < rect.right() - ROUNDING
        && rect.y + ROUNDING < point.y
        && point.y < rect.bottom() - ROUNDING
}

/// Everything that is wrong with the layout of a picture.
fn faults(picture: &Picture, layout: &Layout) -> Vec<String> {
    let mut faults = vec![];
    assert_eq!(layout.boxes.len(), picture.nodes.len());
    assert_eq!(layout.curves.len(), picture.edges.len());
    assert_eq!(layout.labels.len(), picture.edges.len());
    let page = Rect { x: 0.0, y: 0.0, width: layout.width, height: layout.height };
    let inside = |rect: &Rect| {
        rect.x >= page.x && rect.y >= page.y && rect.right() <= page.right() && rect.bottom() <= page.bottom()
    };
    let named = |kind: &'static str| move |(index, rect): (usize, Rect)| (format!("{kind} {index}"), rect);
    let boxes = layout.boxes.iter().copied().enumerate().map(named("box"));
    let plates = layout.labels.iter().enumerate().filter_map(|(index, plate)| plate.map(|plate| (index, plate)));
    let rects: Vec<(String, Rect)> = boxes.chain(plates.map(named("label"))).collect();
    for (index, (name, rect)) in rects.iter().enumerate() {
        if !(rect.width > 0.0 && rect.height > 0.0 && inside(rect)) {
            faults.push(format!("{name} is empty or outside"));
        }
        for (other_name, other) in &rects[..index] {
            if overlap(rect, other) {
                faults.push(format!("{name} overlaps {other_name}"));
            }
        }
    }
    for (index, (edge, curve)) in picture.edges.iter().zip(&layout.curves).enumerate() {
        let (from, to) = (layout.boxes[edge.from], layout.boxes[edge.to]);
        let points = curve.sample(SAMPLES);
        let (start, end) = (curve.start, curve.end());
        let leaves = (start.x - from.right()).abs() < ROUNDING && start.y > from.y && start.y < from.bottom();
        let arrives = (end.x - to.x).abs() < ROUNDING && end.y > to.y && end.y < to.bottom();
        if !(leaves && arrives) {
            faults.push(format!("edge {index} does not join its boxes"));
        }
        let hull = hull(&points);
        if !inside(&hull) {
            faults.push(format!("edge {index} leaves the picture"));
        }
        // A line runs through no box, its own ends included, and through no label but its own.
        let own = format!("label {index}");
        for (name, rect) in rects.iter().filter(|(name, rect)| *name != own && overlap(&hull, rect)) {
            if points.iter().any(|point| contains(rect, point)) {
                faults.push(format!("edge {index} runs through {name}"));
            }
        }
        if let Some(label) = &layout.labels[index]
            && !points.iter().any(|point| contains(label, point))
        {
            faults.push(format!("edge {index} misses its label"));
        }
    }
    faults
}

/// The rectangle round the points, never without area.
fn hull(points: &[Point]) -> Rect {
    let least = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (x, y) = (least(|p| p.x), least(|p| p.y));
    Rect { x, y, width: most(|p| p.x) - x + 3.0 * ROUNDING, height: most(|p| p.y) - y + 3.0 * ROUNDING }
}

fn check(picture: &Picture) -> Layout {
    let layout = picture.layout();
    let faults = faults(picture, &layout);
    assert!(faults.is_empty(), "{} faults: {:?}", faults.len(), &faults[..faults.len().min(5)]);
    layout
}

/// Every node stands to the right of its operands.
fn check_layered(picture: &Picture) -> Layout {
    let layout = check(picture);
    for edge in &picture.edges {
        assert!(layout.boxes[edge.from].right() < layout.boxes[edge.to].x);
    }
    layout
}

#[test]
fn small_graphs_are_clean() {
    for picture in [sine(), maximum(), square(), fan(12), iteration(20), graphs::nasty()] {
        check_layered(&picture);
    }
}

#[test]
fn rosenbrock_is_clean() {
    let picture = rosenbrock();
    assert!((35..=50).contains(&picture.nodes.len()));
    check_layered(&picture);
}

#[test]
fn random_graphs_are_clean() {
    let mut sizes = vec![];
    for picture in randoms() {
        sizes.push(picture.nodes.len());
        check_layered(&picture);
    }
    assert_eq!((sizes.len(), sizes[0], sizes[39]), (40, 5, 40));
}

#[test]
fn random_graph_of_400_nodes_is_clean() {
    check_layered(&random(1, 400));
}

#[test]
fn deep_diamond_is_a_straight_row() {
    let layout = check_layered(&diamond(60));
    assert_eq!(layout.boxes.len(), 61);
    for node in &layout.boxes {
        assert!((node.y - layout.boxes[0].y).abs() < 0.5);
    }
}

#[test]
fn both_factors_of_a_square_are_visible() {
    let layout = check_layered(&square());
    assert_ne!(layout.curves[0], layout.curves[1]);
    assert_ne!(layout.labels[0], layout.labels[1]);
    assert!(layout.labels.iter().all(Option::is_some));
}

#[test]
fn far_uses_share_a_line() {
    let picture = iteration(30);
    let layout = check_layered(&picture);
    let starts: Vec<Point> = uses(&picture, 1).map(|edge| layout.curves[edge].start).collect();
    // The constant is used on all thirty levels: once in the next column, else through its trunk.
    assert_eq!(starts.len(), 30);
    assert!(starts[1..].iter().all(|start| *start == starts[1]));
}

fn uses(picture: &Picture, node: usize) -> impl Iterator<Item = usize> {
    (0..picture.edges.len()).filter(move |&edge| picture.edges[edge].from == node)
}

#[test]
fn inputs_stand_beside_their_first_use() {
    let picture = maximum();
    let layout = check_layered(&picture);
    // x1 is first used by v7, as is v6.
    let middle = |node: usize| layout.boxes[node].x + layout.boxes[node].width / 2.0;
    assert!((middle(0) - middle(5)).abs() < 1e-9);
}

#[test]
fn no_nodes_and_single_nodes() {
    let empty = check(&Picture::default());
    assert!(empty.width > 0.0 && empty.height > 0.0);
    let lone = Picture { edges: vec![], ..square() };
    let layout = check(&lone);
    assert_eq!(layout.boxes.len(), 2);
    let single = Picture { nodes: lone.nodes[..1].to_vec(), edges: vec![] };
    check(&single);
}

#[test]
fn unconnected_nodes_are_packed_into_rows() {
    let picture = Picture { edges: vec![], ..rosenbrock() };
    let layout = check(&picture);
    let ratio = layout.width / layout.height;
    assert!((0.5..6.0).contains(&ratio), "{ratio}");
}

#[test]
fn empty_partials_take_no_label() {
    let mut picture = maximum();
    picture.edges.iter_mut().for_each(|edge| edge.partial.clear());
    let layout = check_layered(&picture);
    assert!(layout.labels.iter().all(Option::is_none));
}

#[test]
fn very_large_pictures_stand_on_a_grid() {
    for picture in [iteration(1_100), random(3, 2_100), chain(2_500)] {
        let layout = check(&picture);
        // A chain of columns would be a hundred times wider than high.
        assert!(layout.width < 10.0 * layout.height);
    }
}

#[test]
fn many_far_uses_go_to_the_grid() {
    // Two chains: the second uses the results of the first in reverse, as a reverse sweep does.
    let mut picture = chain(1_200);
    for node in 601..1_200 {
        picture.edges.push(PictureEdge { from: 1_200 - node, to: node, partial: String::new() });
    }
    let layout = check(&picture);
    assert!(layout.width < 10.0 * layout.height);
}

#[test]
fn a_layout_is_always_the_same() {
    for picture in [rosenbrock(), random(11, 40)] {
        assert_eq!(picture.layout(), picture.layout());
    }
}

#[test]
fn the_checks_can_fail() {
    let picture = sine();
    let spoilt = |spoil: fn(&mut Layout)| {
        let mut layout = picture.layout();
        spoil(&mut layout);
        faults(&picture, &layout).join("; ")
    };
    assert!(spoilt(|layout| layout.boxes[1] = layout.boxes[0]).contains("box 1 overlaps box 0"));
    assert!(spoilt(|layout| layout.labels[1] = layout.labels[0]).contains("label 1 overlaps label 0"));
    assert!(spoilt(|layout| layout.labels[2] = Some(layout.boxes[3])).contains("label 2 overlaps box 3"));
    assert!(spoilt(|layout| layout.width /= 2.0).contains("outside"));
    assert!(spoilt(|layout| layout.height /= 2.0).contains("leaves the picture"));
    assert!(spoilt(|layout| layout.curves[0].start.x -= 5.0).contains("does not join"));
    let through = spoilt(|layout| {
        let (start, end) = (layout.curves[0].start, layout.curves[3].start);
        layout.curves[0].segments = vec![[start, end, end]];
    });
    assert!(through.contains("edge 0 runs through box 3"), "{through}");
}

#[test]
#[should_panic(expected = "edge 0 of the picture runs from node 1 to node 1")]
fn loops_are_refused() {
    let mut picture = square();
    picture.edges[0].from = 1;
    picture.layout();
}

#[test]
#[should_panic(expected = "edge 1 of the picture runs from node 0 to node 7")]
fn edges_to_nowhere_are_refused() {
    let mut picture = square();
    picture.edges[1].to = 7;
    picture.layout();
}

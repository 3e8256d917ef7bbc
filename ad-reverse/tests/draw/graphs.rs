//! The graphs that the tests draw, with the numbers of both sweeps.

use ad_reverse::draw::{Kind, Picture, PictureEdge, PictureNode};

/// A graph under construction: a Wengert list of values and local partials.
#[derive(Default)]
pub struct Tape {
    names: Vec<String>,
    formulas: Vec<Option<String>>,
    kinds: Vec<Kind>,
    values: Vec<f64>,
    edges: Vec<(usize, usize, f64)>,
}

impl Tape {
    fn push(&mut self, name: String, formula: Option<String>, kind: Kind, value: f64) -> usize {
        self.names.push(name);
        self.formulas.push(formula);
        self.kinds.push(kind);
        self.values.push(value);
        self.values.len() - 1
    }

    pub fn input(&mut self, name: &str, value: f64) -> usize {
        self.push(name.to_string(), None, Kind::Input, value)
    }

    pub fn constant(&mut self, name: &str, value: f64) -> usize {
        self.push(name.to_string(), None, Kind::Constant, value)
    }

    /// An operation; in `formula`, each `#` stands for the name of the next operand.
    pub fn op(&mut self, formula: &str, value: f64, partials: &[(usize, f64)]) -> usize {
        let mut text = formula.to_string();
        for &(operand, _) in partials {
            text = text.replacen('#', &self.names[operand], 1);
        }
        let name = format!("v{}", self.values.len() + 1);
        let node = self.push(name, Some(text), Kind::Operation, value);
        self.edges.extend(partials.iter().map(|&(operand, partial)| (operand, node, partial)));
        node
    }

    pub fn add(&mut self, a: usize, b: usize) -> usize {
        self.op("# + #", self.values[a] + self.values[b], &[(a, 1.0), (b, 1.0)])
    }

    pub fn sub(&mut self, a: usize, b: usize) -> usize {
        self.op("# − #", self.values[a] - self.values[b], &[(a, 1.0), (b, -1.0)])
    }

    pub fn mul(&mut self, a: usize, b: usize) -> usize {
        let (u, v) = (self.values[a], self.values[b]);
        self.op("# · #", u * v, &[(a, v), (b, u)])
    }

    pub fn square(&mut self, a: usize) -> usize {
        let u = self.values[a];
        self.op("#²", u * u, &[(a, 2.0 * u)])
    }

    /// The picture with the tangents along the first input and the adjoints of the node `output`.
    pub fn picture(mut self, output: usize) -> Picture {
        let count = self.values.len();
        self.kinds[output] = Kind::Output;
        let (mut tangents, mut adjoints) = (vec![0.0; count], vec![0.0; count]);
        tangents[0] = 1.0;
        adjoints[output] = 1.0;
        for &(from, to, partial) in &self.edges {
            tangents[to] += partial * tangents[from];
        }
        for &(from, to, partial) in self.edges.iter().rev() {
            adjoints[from] += partial * adjoints[to];
        }
        let nodes = (0..count).map(|node| PictureNode {
            name: self.names[node].clone(),
            formula: self.formulas[node].clone(),
            kind: self.kinds[node],
            value: number(self.values[node]),
            tangent: Some(number(tangents[node])),
            adjoint: Some(number(adjoints[node])),
            forward: Some(node + 1),
            reverse: Some(count - node),
        });
        let edges = self.edges.iter().map(|&(from, to, partial)| PictureEdge { from, to, partial: number(partial) });
        Picture { nodes: nodes.collect(), edges: edges.collect() }
    }
}

/// At most four decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_string(),
        short => short.to_string(),
    }
}

/// sin(x + y²)
pub fn sine() -> Picture {
    let mut tape = Tape::default();
    let (x, y) = (tape.input("x", 1.2), tape.input("y", 0.7));
    let square = tape.square(y);
    let sum = tape.add(x, square);
    let value = tape.values[sum];
    let sine = tape.op("sin #", value.sin(), &[(sum, value.cos())]);
    tape.picture(sine)
}

/// max{0, (x₁ + (−x₂ x₃)²) / (x₂ x₃)}
pub fn maximum() -> Picture {
    let mut tape = Tape::default();
    let [x1, x2, x3] = [("x1", 2.0), ("x2", 1.5), ("x3", 0.5)].map(|(name, value)| tape.input(name, value));
    let minus = tape.op("−#", -1.5, &[(x2, -1.0)]);
    let product = tape.mul(minus, x3);
    let square = tape.square(product);
    let above = tape.add(x1, square);
    let below = tape.mul(x2, x3);
    let (u, v) = (tape.values[above], tape.values[below]);
    let ratio = tape.op("# / #", u / v, &[(above, 1.0 / v), (below, -u / (v * v))]);
    let zero = tape.constant("0", 0.0);
    let maximum = tape.op("max(#, #)", u / v, &[(zero, 0.0), (ratio, 1.0)]);
    tape.picture(maximum)
}

/// Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)² in six variables, with every product a node.
pub fn rosenbrock() -> Picture {
    let mut tape = Tape::default();
    let x: Vec<usize> = (0..6).map(|i| tape.input(&format!("x{}", i + 1), 0.5 + 0.1 * i as f64)).collect();
    let one = tape.constant("c1", 1.0);
    let mut total = None;
    for pair in x.windows(2) {
        let square = tape.mul(pair[0], pair[0]);
        let valley = tape.sub(pair[1], square);
        let valley = tape.mul(valley, valley);
        let value = tape.values[valley];
        let steep = tape.op("100 #", 100.0 * value, &[(valley, 100.0)]);
        let slope = tape.sub(one, pair[0]);
        let slope = tape.square(slope);
        let term = tape.add(steep, slope);
        total = Some(total.map_or(term, |total| tape.add(total, term)));
    }
    tape.picture(total.unwrap())
}

/// y ← y + y, `levels` times.
pub fn diamond(levels: usize) -> Picture {
    let mut tape = Tape::default();
    let mut y = tape.input("x", 1.0);
    for _ in 0..levels {
        y = tape.add(y, y);
    }
    tape.picture(y)
}

/// x · x
pub fn square() -> Picture {
    let mut tape = Tape::default();
    let x = tape.input("x", 3.0);
    let y = tape.mul(x, x);
    tape.picture(y)
}

/// One input, `count` functions of it, their sum.
pub fn fan(count: usize) -> Picture {
    let mut tape = Tape::default();
    let x = tape.input("x", 0.4);
    let powers: Vec<(usize, f64)> = (1..=count)
        .map(|power| {
            let value = 0.4_f64.powi(power as i32);
            (tape.op(&format!("#^{power}"), value, &[(x, power as f64 * value / 0.4)]), 1.0)
        })
        .collect();
    let value = powers.iter().map(|&(node, _)| tape.values[node]).sum();
    let sum = tape.op("Σ", value, &powers);
    tape.picture(sum)
}

/// The iteration y ← c y + x, whose `x` and `c` are used on every level.
pub fn iteration(levels: usize) -> Picture {
    let mut tape = Tape::default();
    let (x, c) = (tape.input("x", 1.0), tape.constant("c", 0.5));
    let mut y = x;
    for _ in 0..levels {
        let product = tape.mul(c, y);
        y = tape.add(product, x);
    }
    tape.picture(y)
}

/// A random graph: some inputs, then operations with up to three earlier operands and names of any
/// length.
pub fn random(seed: u64, count: usize) -> Picture {
    let mut dice = Dice(seed);
    let mut picture = Picture::default();
    let text = |dice: &mut Dice, longest: usize| {
        let longest = 1 + dice.below(longest);
        let length = 1 + dice.below(longest);
        (0..length).map(|_| ['a', 'W', '7', '·', '²', '<', '&', '漢', '-', '.'][dice.below(10)]).collect::<String>()
    };
    for node in 0..count {
        let operands = if node < 2 + count / 8 { 0 } else { dice.below(4) };
        // Mostly near operands, as programs have them, and some far ones.
        for _ in 0..operands {
            let reach = if dice.below(4) == 0 { node } else { node.min(6) };
            let edge = PictureEdge { from: node - 1 - dice.below(reach), to: node, partial: text(&mut dice, 14) };
            picture.edges.push(edge);
        }
        picture.nodes.push(PictureNode {
            name: format!("v{}", node + 1),
            formula: (operands > 0).then(|| text(&mut dice, 40)),
            kind: match (operands, dice.below(3)) {
                (0, 0) => Kind::Constant,
                (0, _) => Kind::Input,
                _ if node + 1 == count => Kind::Output,
                _ => Kind::Operation,
            },
            value: text(&mut dice, 20),
            tangent: (dice.below(2) == 0).then(|| text(&mut dice, 12)),
            adjoint: (dice.below(2) == 0).then(|| text(&mut dice, 12)),
            forward: Some(node + 1),
            reverse: (dice.below(2) == 0).then_some(count - node),
        });
    }
    picture
}

/// The forty random graphs of 5 to 40 nodes.
pub fn randoms() -> impl Iterator<Item = Picture> {
    (0..40).map(|seed| random(seed, 5 + seed as usize * 35 / 39))
}

/// Seeded random numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    /// A number from 0 to `bound - 1`, or 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }
}

/// Texts that break careless quoting.
pub const NASTY: [&str; 12] = [
    "",
    "\"quoted\" and 'quoted'",
    "back\\slash\\",
    "two\nlines\r\n",
    "<b>bold</b>",
    "a|b {c}",
    "&amp; & &#0;",
    "]]> <!-- -->",
    "\u{0}\u{1b}[31m\u{7f}\u{85}",
    "\u{202e}turned \u{2028} \u{ffff}",
    "漢字 🦀 e\u{301}",
    "\\N \\G \\l",
];

/// A graph with all the nasty texts in all places.
pub fn nasty() -> Picture {
    let text = |index: usize| NASTY[index % NASTY.len()].to_string();
    let node = |index: usize| PictureNode {
        name: text(index),
        formula: Some(text(index + 1)).filter(|_| index > 0),
        kind: [Kind::Input, Kind::Constant, Kind::Operation, Kind::Output][index % 4],
        value: text(index + 2),
        tangent: Some(text(index + 3)),
        adjoint: Some(text(index + 4)),
        forward: None,
        reverse: None,
    };
    let edge = |index: usize| PictureEdge { from: index, to: index + 1, partial: text(index + 5) };
    Picture { nodes: (0..=NASTY.len()).map(node).collect(), edges: (0..NASTY.len()).map(edge).collect() }
}

/// A chain of nodes, each the sine of the one before.
pub fn chain(count: usize) -> Picture {
    let node = |index: usize| PictureNode {
        name: format!("v{index}"),
        formula: (index > 0).then(|| format!("sin v{}", index - 1)),
        kind: if index == 0 { Kind::Input } else { Kind::Operation },
        value: "0.5".into(),
        tangent: None,
        adjoint: None,
        forward: None,
        reverse: None,
    };
    let edge = |index: usize| PictureEdge { from: index - 1, to: index, partial: "1".into() };
    Picture { nodes: (0..count).map(node).collect(), edges: (1..count).map(edge).collect() }
}

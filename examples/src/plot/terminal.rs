//! A plot in characters: braille cells of 2×4 dots, or one ASCII letter per cell.

use super::{Plot, Scale, Stroke, Xy};

const COLUMNS: usize = 60;
const ROWS: usize = 18;
/// Letters of the series in ASCII.
const LETTERS: &[u8] = b"*+xo#%&";
/// Bit of each dot in a braille cell, by row and column.
const BRAILLE: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

struct Grid {
    plain: bool,
    /// Dots per cell, horizontally and vertically.
    cell: (usize, usize),
    cells: Vec<u32>,
    x: Scale,
    y: Scale,
}

pub fn text(plot: &Plot, plain: bool) -> String {
    let (x, y) = plot.scales();
    let cell = if plain { (1, 1) } else { (2, 4) };
    let mut grid = Grid { plain, cell, cells: vec![0; COLUMNS * ROWS], x, y };
    let place = |p: &Xy| Some((plot.x.place(p.0)?, plot.y.place(p.1)?));
    for line in plot.contours.iter().flat_map(|contours| &contours.lines) {
        let placed: Vec<_> = line.points.iter().map(place).collect();
        grid.polyline(&placed, b'.');
    }
    for (k, series) in plot.series.iter().enumerate() {
        let placed: Vec<_> = series.points.iter().map(place).collect();
        let letter = LETTERS[k % LETTERS.len()];
        match series.stroke {
            Stroke::None => placed.iter().flatten().for_each(|p| grid.dot(*p, letter)),
            _ => grid.polyline(&placed, letter),
        }
    }
    grid.framed(plot)
}

impl Grid {
    fn dot(&mut self, placed: Xy, letter: u8) {
        let (wide, tall) = (COLUMNS * self.cell.0, ROWS * self.cell.1);
        let column = (self.x.fraction(placed.0) * (wide - 1) as f64).round();
        let row = ((1.0 - self.y.fraction(placed.1)) * (tall - 1) as f64).round();
        if !(0.0..wide as f64).contains(&column) || !(0.0..tall as f64).contains(&row) {
            return;
        }
        let (column, row) = (column as usize, row as usize);
        let cell = &mut self.cells[row / self.cell.1 * COLUMNS + column / self.cell.0];
        if self.plain {
            *cell = letter.into();
        } else {
            *cell |= BRAILLE[row % 4][column % 2];
        }
    }

    fn polyline(&mut self, placed: &[Option<Xy>], letter: u8) {
        for pair in placed.windows(2) {
            let (Some(a), Some(b)) = (pair[0], pair[1]) else {
                continue;
            };
            let steps = 2 * COLUMNS.max(ROWS * self.cell.1);
            for k in 0..=steps {
                let t = k as f64 / steps as f64;
                self.dot((a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1)), letter);
            }
        }
    }

    fn character(&self, cell: u32) -> char {
        match cell {
            0 => ' ',
            letter if self.plain => letter as u8 as char,
            dots => char::from_u32(0x2800 + dots).unwrap_or('?'),
        }
    }

    fn framed(&self, plot: &Plot) -> String {
        let label = |scale: &Scale, row: usize| {
            let near = |tick: &&(f64, String)| {
                let at = (1.0 - scale.fraction(tick.0)) * (ROWS - 1) as f64;
                at.round() as usize == row
            };
            scale.ticks.iter().find(near).map_or("", |tick| tick.1.as_str()).to_string()
        };
        let mut out = format!("{}\n{:>9} {}\n", plot.title, "", plot.y.label);
        for (row, cells) in self.cells.chunks(COLUMNS).enumerate() {
            let line: String = cells.iter().map(|c| self.character(*c)).collect();
            let line = format!("{:>9} |{line}", label(&self.y, row));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        let below = [
            format!("{:>9} +{}", "", "-".repeat(COLUMNS)),
            format!("{:>10}{}", "", self.abscissae()),
            format!("{:>10}{:^COLUMNS$}", "", plot.x.label),
        ];
        for line in below {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        for (k, series) in plot.series.iter().enumerate() {
            let sign = if self.plain { LETTERS[k % LETTERS.len()] as char } else { '·' };
            out.push_str(&format!("{:>10}{sign} {}\n", "", series.label));
        }
        out
    }

    /// The horizontal ticks' labels, each centred under its tick where there is room.
    fn abscissae(&self) -> String {
        let mut line: Vec<char> = vec![' '; COLUMNS + 8];
        let mut free = 0;
        for (at, label) in &self.x.ticks {
            let middle = self.x.fraction(*at) * COLUMNS as f64 + 1.0;
            let start = (middle as usize).saturating_sub(label.chars().count() / 2);
            if start >= free && start + label.chars().count() <= line.len() {
                for (k, c) in label.chars().enumerate() {
                    line[start + k] = c;
                }
                free = start + label.chars().count() + 1;
            }
        }
        line.into_iter().collect::<String>().trim_end().to_string()
    }
}

//! Where to write beside a point: of eight places, the one that hides least.

/// A box in pixels: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
pub struct Plate {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Plate {
    fn overlap(&self, other: &Plate) -> i64 {
        let wide = self.right.min(other.right) - self.left.max(other.left);
        let tall = self.bottom.min(other.bottom) - self.top.max(other.top);
        if wide > 0 && tall > 0 { i64::from(wide) * i64::from(tall) } else { 0 }
    }

    fn holds(&self, (x, y): (i32, i32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    fn area(&self) -> i64 {
        i64::from(self.right - self.left) * i64::from(self.bottom - self.top)
    }
}

/// Chooses a place for a text of that size beside `at`: inside `frame` first of all, then off the
/// labels already placed, then off the drawn points, then the first in the order below.
pub fn best_place(
    at: (i32, i32),
    (wide, tall): (i32, i32),
    gap: i32,
    frame: &Plate,
    taken: &[Plate],
    drawn: &[(i32, i32)],
) -> Plate {
    let (right, left, centre) = (at.0 + gap, at.0 - gap - wide, at.0 - wide / 2);
    let (above, below, level) = (at.1 - gap - tall, at.1 + gap, at.1 - tall / 2);
    let places = [
        (right, above),
        (left, above),
        (right, below),
        (left, below),
        (centre, above - gap),
        (centre, below + gap),
        (right + gap, level),
        (left - gap, level),
    ];
    let plate = |(left, top)| Plate { left, top, right: left + wide, bottom: top + tall };
    let cost = |plate: &Plate| {
        let outside = plate.area() - plate.overlap(frame);
        let over_labels: i64 = taken.iter().map(|other| plate.overlap(other)).sum();
        let over_points = drawn.iter().filter(|point| plate.holds(**point)).count();
        (outside + over_labels, over_points)
    };
    places.map(plate).into_iter().min_by_key(cost).expect("there are eight places")
}

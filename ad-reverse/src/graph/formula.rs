//! How an operation is written with the names of its operands: `x + v3`, `sin v4`, `y²`.

use ad_core::rules::Op;

/// `op` applied to operands with the given names.
pub(super) fn formula(op: Op, names: &[String]) -> String {
    match (op, names) {
        (Op::Neg {}, [a]) => format!("−{a}"),
        (Op::Add {}, [a, b]) => format!("{a} + {b}"),
        (Op::Sub {}, [a, b]) => format!("{a} − {b}"),
        (Op::Mul {}, [a, b]) => format!("{a} · {b}"),
        (Op::Div {}, [a, b]) => format!("{a} / {b}"),
        (Op::Rem {}, [a, b]) => format!("{a} % {b}"),
        (Op::MulAdd {}, [a, b, c]) => format!("{a} · {b} + {c}"),
        (Op::Recip {}, [a]) => format!("1 / {a}"),
        (Op::Abs {}, [a]) => format!("|{a}|"),
        (Op::Sqrt {}, [a]) => format!("√{a}"),
        (Op::Square {}, [a]) => format!("{a}²"),
        (Op::Powi { n }, [a]) => format!("{a}{}", superscript(n)),
        (Op::Powf {}, [a, b]) => format!("{a}^{b}"),
        (Op::ConstPower { a: 1.0, c, k: 0.0 }, [x]) => format!("{x}^{c}"),
        (_, [a]) if a.starts_with('(') => format!("{}{a}", op.name()),
        (_, [a]) => format!("{} {a}", op.name()),
        (_, names) => format!("{}({})", op.name(), names.join(", ")),
    }
}

fn superscript(n: i32) -> String {
    let digit = |c| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        c => char::from_u32('⁰' as u32 + c.to_digit(10).unwrap_or(0)).unwrap_or(c),
    };
    n.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_mathematics() {
        let names = ["x".to_owned(), "v3".to_owned()];
        assert_eq!(formula(Op::Add {}, &names), "x + v3");
        assert_eq!(formula(Op::Powi { n: -12 }, &names[..1]), "x⁻¹²");
        assert_eq!(formula(Op::Powi { n: 40 }, &names[..1]), "x⁴⁰");
        assert_eq!(formula(Op::Sin {}, &names[1..]), "sin v3");
        assert_eq!(formula(Op::Max {}, &names), "max(x, v3)");
    }
}

//! Text for every printed form: wrapped, spelled in ASCII, exponents raised.

/// Breaks a text into lines of at most `limit` characters, between words.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// Spells a text in ASCII.
///
/// ```
/// use examples::text::ascii;
/// assert_eq!(ascii("φ″(α) ≥ 10⁻⁸, x₀ + αp"), "phi''(alpha) >= 10^-8, x0 + alpha p");
/// ```
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut raised, mut word) = (false, false);
    for c in text.chars() {
        if word && c.is_ascii_alphanumeric() {
            out.push(' ');
        }
        word = false;
        let exponent = lowered(c);
        match exponent {
            Some(e) => {
                out += if raised { "" } else { "^" };
                out.push(e);
            }
            None if c.is_ascii() => out.push(c),
            None => {
                let name = spelled(c);
                word = name.len() > 1 && name.ends_with(char::is_alphabetic);
                out += name;
            }
        }
        raised = exponent.is_some();
    }
    out
}

const LEVEL: &str = "0123456789-+nTkxp";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿᵀᵏˣᵖ";

/// The letter that a superscript raises.
fn lowered(c: char) -> Option<char> {
    RAISED.chars().position(|r| r == c).and_then(|k| LEVEL.chars().nth(k))
}

/// An integer in superscript digits.
pub fn superscript(n: i32) -> String {
    let raise = |c| LEVEL.chars().position(|l| l == c).and_then(|k| RAISED.chars().nth(k));
    n.to_string().chars().filter_map(raise).collect()
}

fn spelled(c: char) -> &'static str {
    const SUBSCRIPTS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    match c {
        '₀'..='₉' => SUBSCRIPTS[c as usize - '₀' as usize],
        'ᵢ' => "_i",
        'ⱼ' => "_j",
        'ₖ' => "_k",
        'ₙ' => "_n",
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'Δ' => "Delta",
        'ε' => "eps",
        'η' => "eta",
        'θ' => "theta",
        'κ' => "kappa",
        'λ' => "lambda",
        'μ' => "mu",
        'ξ' => "xi",
        'π' => "pi",
        'ρ' => "rho",
        'σ' => "sigma",
        'τ' => "tau",
        'φ' => "phi",
        'ω' => "omega",
        'Σ' | '∑' => "sum",
        '∇' => "grad ",
        '∂' => "d",
        '√' => "sqrt",
        '∞' => "inf",
        '∈' => " in ",
        'ℝ' => "R",
        '·' | '⋅' => "*",
        '×' => "x",
        '÷' => "/",
        '−' | '–' | '—' | '─' => "-",
        '±' => "+-",
        '′' | '‘' | '’' => "'",
        '″' => "''",
        '‴' => "'''",
        '⁗' => "''''",
        '₊' => "+",
        '₋' => "-",
        '“' | '”' => "\"",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '→' => "->",
        '←' => "<-",
        '⇒' => "=>",
        '…' => "...",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        'ẋ' => "x'",
        '│' | '‖' => "|",
        '├' | '└' | '┌' => "+",
        '★' => "*",
        '⟨' => "<",
        '⟩' => ">",
        '°' => " deg",
        '\u{a0}' | '\u{2009}' => " ",
        '\u{302}' | '\u{304}' | '\u{307}' => "'",
        _ => "?",
    }
}

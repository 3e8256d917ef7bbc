//! Rust source with its comments, keywords, strings and numbers marked.

use super::html::{element, escape};

const KEYWORDS: &[&str] = &[
    "as", "break", "const", "continue", "dyn", "else", "enum", "fn", "for", "if", "impl", "in", "let", "loop", "match",
    "mod", "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait", "type", "use",
    "where", "while",
];

/// A solution without its last function where that only lists the parts by name.
pub fn excerpt(solution: &str) -> String {
    let start = solution.rfind("\npub fn solution()").unwrap_or(solution.len());
    let (code, listing) = solution.split_at(start);
    let named = |line: &str| line.chars().all(|c| c.is_alphanumeric() || "_ ,{}".contains(c));
    let all_named = listing.trim().lines().skip(1).all(named);
    if all_named { code.trim_end().to_string() } else { solution.trim_end().to_string() }
}

/// Shell commands with their comments marked.
pub fn shell(commands: &str) -> String {
    let line = |line: &str| match line.split_once('#') {
        Some((command, comment)) => escape(command) + &element("span class=\"c\"", &escape(&format!("#{comment}"))),
        None => escape(line),
    };
    commands.lines().map(|l| line(l) + "\n").collect()
}

/// Marks up a source text, line by line.
pub fn marked_up(source: &str) -> String {
    source.trim_end().lines().map(|line| marked_line(line) + "\n").collect()
}

fn marked_line(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (token, class) = if rest.starts_with("//") {
            (rest, "c")
        } else if let Some(end) = string_end(rest) {
            (&rest[..end], "s")
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let word = &rest[..end.unwrap_or(rest.len())];
            let class = match first {
                '0'..='9' => "n",
                _ if KEYWORDS.contains(&word) => "k",
                _ => "",
            };
            (word, class)
        } else {
            (&rest[..first.len_utf8()], "")
        };
        if class.is_empty() {
            out += &escape(token);
        } else {
            out += &element(&format!("span class=\"{class}\""), &escape(token));
        }
        rest = &rest[token.len()..];
    }
    out
}

/// The length of the string literal that the text begins with.
fn string_end(text: &str) -> Option<usize> {
    let body = text.strip_prefix('"')?;
    let mut escaped = false;
    for (k, c) in body.char_indices() {
        match c {
            '"' if !escaped => return Some(k + 2),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    Some(text.len())
}

//! Text as every drawing needs it: one line, of known width, quoted for its target.

use std::fmt::Write as _;

/// The text with everything that would break a line, or that XML 1.0 cannot hold, shown as an
/// escape (`\n`).
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            // Line separators and marks that turn the direction of writing move text out of its
            // place.
            '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(line, "{}", c.escape_unicode());
            }
            '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(line, "{}", c.escape_unicode());
            }
            c if c.is_control() => {
                let _ = write!(line, "{}", c.escape_unicode());
            }
            c => line.push(c),
        }
    }
    line
}

/// How many columns the text takes in a monospace font: combining marks none, East Asian characters
/// and emoji two.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(column_count).sum()
}

fn column_count(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036f | 0x200b..=0x200d | 0x20d0..=0x20ff | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
        0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3ffff => 2,
        _ => 1,
    }
}

/// The text on one line, cut with an ellipsis when it is wider than `limit` columns.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let line = one_line(text);
    if columns(&line) <= limit {
        return line;
    }
    let mut room = limit.saturating_sub(1);
    let mut short = String::new();
    for c in line.chars() {
        let width = column_count(c);
        if width > room {
            break;
        }
        room -= width;
        short.push(c);
    }
    short.push('…');
    short
}

/// The text on one line, quoted for the content and the attributes of XML and for the labels of
/// Graphviz.
pub(super) fn xml(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '"' => quoted.push_str("&quot;"),
            c => quoted.push(c),
        }
    }
    quoted
}

/// Appends the text, filled with spaces to `width` columns.
pub(super) fn pad_right(line: &mut String, text: &str, width: usize) {
    line.push_str(text);
    line.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(text))));
}

/// Appends the text after as many spaces as fill `width` columns.
pub(super) fn pad_left(line: &mut String, text: &str, width: usize) {
    line.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(text))));
    line.push_str(text);
}

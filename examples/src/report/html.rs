//! HTML that is well formed by construction: every element is closed, every text escaped.

use crate::runner::check::Status;

/// Text with the five special characters escaped.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// Escaped text whose negative numbers have true minus signs, at which no line breaks.
pub fn prose(shown: &str) -> String {
    let letters: Vec<char> = shown.chars().collect();
    let is_minus = |k: usize| {
        let before = k.checked_sub(1).map_or(' ', |k| letters[k]);
        let exponent = before == 'e' && k >= 2 && letters[k - 2].is_ascii_digit();
        letters[k] == '-'
            && (letters.get(k + 1).is_some_and(char::is_ascii_digit) || letters[k + 1..].starts_with(&['i', 'n', 'f']))
            && (exponent || !before.is_alphanumeric())
    };
    let letter = |k: usize| if is_minus(k) { '−' } else { letters[k] };
    escape(&(0..letters.len()).map(letter).collect::<String>())
}

/// An element around inner HTML; `open` is the tag's name and attributes.
pub fn element(open: &str, inner: &str) -> String {
    let name = open.split(' ').next().unwrap_or(open);
    format!("<{open}>{inner}</{name}>")
}

/// An element around text.
pub fn text(open: &str, inner: &str) -> String {
    element(open, &prose(inner))
}

/// A status word in its colour.
pub fn badge(status: Status) -> String {
    let word = status.word();
    text(&format!("span class=\"badge {}\"", word.to_lowercase()), word)
}

/// What is shown on demand, and always in print.
pub fn fold(class: &str, title: &str, inner: &str) -> String {
    element(&format!("details class=\"{class}\""), &(text("summary", title) + inner)) + "\n"
}

/// A scrolling table.
pub fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let cells = |tag: &str, row: &[String]| {
        let cells: String = row.iter().map(|cell| element(tag, cell)).collect();
        element("tr", &cells)
    };
    let body: String = rows.iter().map(|row| cells("td", row) + "\n").collect();
    let table = element("thead", &cells("th", head)) + "\n" + &element("tbody", &body);
    element("div class=\"scroll\"", &element("table", &table)) + "\n"
}

/// A foreign `<svg>` made fit for a page that holds many: its ids get a prefix, it gets a name.
pub fn inline_svg(svg: &str, prefix: &str, name: &str) -> String {
    let svg = &svg[svg.find("<svg").unwrap_or(0)..];
    let label = format!("<svg role=\"img\" aria-label=\"{}\"", escape(name));
    svg.trim_end()
        .replacen("<svg", &label, 1)
        .replace(" id=\"", &format!(" id=\"{prefix}-"))
        .replace("url(#", &format!("url(#{prefix}-"))
        .replace("href=\"#", &format!("href=\"#{prefix}-"))
}

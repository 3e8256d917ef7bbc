//! The report: well formed, complete, self-contained.

use examples::report;
use examples::runner::context::Context;
use examples::runner::exercise::Author;
use examples::runner::exhibit::{Graph, Table, cell};
use examples::runner::registry;
use examples::runner::run::{Outcome, Run};
use std::collections::HashSet;

fn all_outcomes(context: &Context) -> Vec<Outcome> {
    registry::all().into_iter().map(|e| Outcome::of(e, Author::Solution, context)).collect()
}

fn page() -> String {
    let context = Context::default();
    report::page(&Run::new(all_outcomes(&context), &context))
}

/// Walks the tags of a page: every one closed in order, attributes quoted, ids unique, links to
/// ids that are there.
fn assert_well_formed(page: &str) {
    let (mut open, mut ids, mut links) = (Vec::new(), HashSet::new(), Vec::new());
    let body = page.strip_prefix("<!DOCTYPE html>").expect("a document type");
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>'), "a stray > near {:.60}", rest);
        let end = start + rest[start..].find('>').expect("an unfinished tag");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "near {:.60}", rest);
            continue;
        }
        let name = tag.split([' ', '/', '\n']).next().unwrap();
        if !tag.ends_with('/') {
            open.push(name);
        }
        let mut quoted = tag.split('"');
        while let (Some(key), Some(value)) = (quoted.next(), quoted.next()) {
            assert!(key.ends_with('='), "an attribute without a quoted value: {tag}");
            match key.rsplit(' ').next().unwrap_or_default() {
                "id=" => assert!(ids.insert(value), "id {value} twice"),
                "href=" => links.push(value.strip_prefix('#').expect("a link within the page")),
                _ => {}
            }
        }
        if name == "style" {
            rest = &rest[rest.find("</style>").expect("a closed style sheet")..];
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    assert!(!links.is_empty(), "no link at all");
    for link in links {
        assert!(ids.contains(link), "no element {link}");
    }
    let entities = ["amp;", "lt;", "gt;", "quot;", "apos;", "#39;"];
    for after in page.split('&').skip(1) {
        assert!(entities.iter().any(|e| after.starts_with(e)), "a bare & before {after:.20}");
    }
}

#[test]
fn the_page_is_well_formed_and_needs_nothing_else() {
    let page = page();
    assert_well_formed(&page);
    for outside in ["<script", "<link", "<img", "@import", "url(http"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn every_exercise_is_there_with_all_that_it_shows() {
    let page = page();
    let contents = &page[page.find("<nav").unwrap()..page.find("</nav>").unwrap()];
    for outcome in all_outcomes(&Context::default()) {
        let id = outcome.meta.id;
        let anchor = format!("<section id=\"{}\"", id.to_lowercase().replace('.', "-"));
        let start = page.find(&anchor).unwrap_or_else(|| panic!("{id} has no section"));
        let section = &page[start..start + page[start..].find("</section>").unwrap()];
        let rows = section[section.find("class=\"checks\"").unwrap()..].matches("<tr>").count();
        assert_eq!(rows, outcome.checks.len() + 1, "{id}: a row per check");
        assert_eq!(section.matches("class=\"note\"").count(), outcome.notes().len(), "{id}");
        let pictures = outcome.exhibit.plots.len() + outcome.exhibit.graphs.len();
        assert_eq!(section.matches("<figure>").count(), pictures, "{id}");
        assert_eq!(section.matches("class=\"caption\"").count(), outcome.exhibit.tables.len());
        assert!(section.contains("Our solution"), "{id}: the source");
        assert!(section.contains("href=\"#contents\""), "{id}: the way back");
        let link = anchor.replace("<section id=\"", "href=\"#");
        assert!(contents.contains(&link), "{id} is not in the contents");
        for k in 1..=outcome.notes().len() {
            let to_note = format!("{}-note-{k}\"", link.trim_end_matches('"'));
            assert_eq!(page.matches(&to_note).count(), 1, "{id}: a link to note {k}");
        }
    }
}

#[test]
fn the_page_is_the_same_every_time() {
    assert_eq!(page(), page());
}

#[test]
fn foreign_drawings_and_hostile_text_cannot_break_the_page() {
    let context = Context::default();
    let mut outcome = all_outcomes(&context).remove(0);
    let svg = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><defs>\
               <marker id=\"arrow\"/></defs><path marker-end=\"url(#arrow)\"/></svg>\n";
    let graph =
        Graph { title: "a < b & \"c\"".to_string(), ascii: String::new(), dot: String::new(), svg: svg.to_string() };
    outcome.exhibit.graphs = vec![graph.clone(), graph];
    let table = Table::new("x < y", ["<a>", "b & c"]);
    outcome.exhibit.tables.push(table.row([cell("1 < 2"), cell(-2.5e-7)]));
    let page = report::page(&Run::new(vec![outcome], &context));
    assert_well_formed(&page);
    assert!(page.contains("g0-arrow") && page.contains("g1-arrow"));
    assert!(page.contains("1 &lt; 2") && page.contains("−2.5e−7"));
}

#[test]
#[should_panic(expected = "a row of")]
fn a_row_of_another_length_than_the_header_is_refused() {
    let _ = Table::new("two columns", ["a", "b"]).row([cell(1.0)]);
}

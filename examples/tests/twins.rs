//! Negative controls: every check is able to fail, and only on the slip that it is about.

use examples::runner::check::{Check, Status};
use examples::runner::context::Context;
use examples::runner::exercise::Author;
use examples::runner::registry;
use examples::runner::run::Outcome;
use std::collections::HashSet;

/// The ways of running in which the checks may differ.
fn contexts() -> Vec<Context> {
    let stored = Context::default();
    let quick = Context { quick: true, ..stored.clone() };
    let seeds = [1, 2, 3].map(|seed| Context { seed: Some(seed), ..stored.clone() });
    [vec![stored, quick], seeds.to_vec()].concat()
}

fn names(checks: &[Check]) -> Vec<&str> {
    checks.iter().map(|check| check.name.as_str()).collect()
}

#[test]
fn our_solutions_pass_every_check() {
    for context in contexts() {
        for entry in registry::all() {
            let outcome = Outcome::of(entry, Author::Solution, &context);
            assert!(!outcome.checks.is_empty(), "{} has no check", outcome.meta.id);
            for check in &outcome.checks {
                assert_eq!(check.status, Status::Pass, "{}: {check:?}", outcome.meta.id);
            }
        }
    }
}

#[test]
fn every_twin_is_flagged_by_the_check_it_names_and_by_no_other() {
    for context in contexts() {
        for entry in registry::all() {
            let id = entry.meta().id;
            for twin in entry.twins(&context) {
                let known = names(&twin.checks);
                if !known.contains(&twin.check) {
                    continue; // A check of another way of running.
                }
                for check in &twin.checks {
                    let wanted = if check.name == twin.check { Status::Fail } else { Status::Pass };
                    assert_eq!(check.status, wanted, "{id}, twin \"{}\" of \"{}\": {check:?}", twin.slip, twin.check);
                }
            }
        }
    }
}

#[test]
fn every_check_has_a_twin_and_every_twin_a_check() {
    for entry in registry::all() {
        let id = entry.meta().id;
        let twins: HashSet<&str> = entry.twins(&Context::default()).iter().map(|twin| twin.check).collect();
        let mut checks = HashSet::new();
        for context in contexts() {
            for check in entry.checks(Author::Solution, &context) {
                assert!(twins.contains(check.name.as_str()), "{id}: no twin of \"{}\"", check.name);
                checks.insert(check.name);
            }
        }
        for twin in twins {
            assert!(checks.contains(twin), "{id}: a twin of no check, \"{twin}\"");
        }
    }
}

#[test]
fn names_of_checks_are_unique_in_an_exercise() {
    for context in contexts() {
        for entry in registry::all() {
            let checks = entry.checks(Author::Solution, &context);
            let distinct: HashSet<&str> = names(&checks).into_iter().collect();
            assert_eq!(distinct.len(), checks.len(), "{}", entry.meta().id);
        }
    }
}

#[test]
fn an_unwritten_scaffold_is_to_do_check_by_check() {
    for entry in registry::all() {
        let id = entry.meta().id;
        let checks = entry.checks(Author::Scaffold, &Context::default());
        assert!(!names(&checks).contains(&"set-up"), "{id}: a part is called outside a check");
        for check in checks.iter().filter(|check| check.status == Status::Todo) {
            let place = check.message.as_deref().unwrap_or_default();
            assert!(place.contains("scaffold.rs:"), "{id}: {place}");
        }
    }
}

#[test]
fn every_exercise_has_its_texts_and_every_note_its_number() {
    for entry in registry::all() {
        let meta = entry.meta();
        assert!((1..=3).contains(&meta.stars), "{}", meta.id);
        assert!(meta.hints.len() >= 2, "{}: at least two hints", meta.id);
        assert!(meta.task.len() > 80 && meta.solution.len() > 200, "{}", meta.id);
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert!(root.join(meta.scaffold_path()).is_file(), "{}", meta.scaffold_path());
        for note in entry.exhibit(&Context::default()).notes {
            let number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
            assert!(number(&note.truth), "{}: {}", meta.id, note.truth);
        }
    }
}

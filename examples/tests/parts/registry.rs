//! Names of exercises.

use examples::runner::registry::{SHEETS, edits, select, single};

#[test]
fn every_exercise_is_on_its_sheet() {
    for sheet in SHEETS {
        assert!(sheet.exercises.iter().all(|e| sheet.holds(e.meta().id)), "{}", sheet.name);
    }
    assert!(!SHEETS[0].holds("S10.1") && SHEETS[0].holds("S1.10"));
}

#[test]
fn edits_count_single_letter_changes() {
    assert_eq!(edits("S1.5", "S1.5"), 0);
    assert_eq!(edits("S1.15", "S1.5"), 1);
    assert_eq!(edits("kitten", "sitting"), 3);
}

#[test]
fn a_name_is_an_id_in_any_case_or_a_prefix_up_to_a_dot() {
    assert_eq!(single("s1.5").unwrap().meta().id, "S1.5");
    assert_eq!(select("S1").unwrap().len() + select("N").unwrap().len(), select("all").unwrap().len());
    assert!(select("S").is_err());
    assert!(select("").is_err());
}

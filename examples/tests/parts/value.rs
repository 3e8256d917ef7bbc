//! How values are shown.

use examples::runner::value::Value;

#[test]
fn long_lists_are_shown_by_their_ends() {
    assert_eq!(Value::from(vec![1usize; 3]).to_string(), "[1, 1, 1]");
    let counted: Vec<usize> = (0..101).collect();
    assert_eq!(Value::from(counted).to_string(), "[0, 1, 2, 3, 4, 5, … 94 more …, 100]");
}

#[test]
fn a_brief_text_rounds_first_and_shortens_then() {
    let thirds = Value::from(vec![1.0 / 3.0; 6]);
    assert_eq!(thirds.brief(1000), thirds.to_string());
    assert_eq!(Value::from(vec![1.0 / 3.0; 2]).brief(30), "[0.333333, 0.333333]");
    assert_eq!(thirds.brief(55), "[0.333333, 0.333333, 0.333333, … 2 more …, 0.333333]");
    assert_eq!(thirds.brief(9), "[0.333333 …");
}

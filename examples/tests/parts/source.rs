//! What of a solution is shown.

use examples::report::excerpt;

#[test]
fn a_list_of_names_is_left_out_and_code_is_not() {
    let code = "fn half(x: f64) -> f64 {\n    x / 2.0\n}\n";
    for listing in ["Parts { half }", "Parts {\n        half,\n    }"] {
        let source = format!("{code}\npub fn solution() -> Parts {{\n    {listing}\n}}\n");
        assert_eq!(excerpt(&source), code.trim_end());
    }
    let closures = format!("{code}\npub fn solution() -> Parts {{\n    Parts {{ half: |x| x / 2.0 }}\n}}\n");
    assert_eq!(excerpt(&closures), closures.trim_end());
}

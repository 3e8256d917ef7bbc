//! What `--json` must hold: every exercise of the reference data, and every number that must come out.

use examples::runner::context::Context;
use examples::runner::exercise::Author;
use examples::runner::registry;
use examples::runner::run::Outcome;
use serde_json::Value as Json;
use std::collections::BTreeSet;

const DATA: [&str; 2] = [include_str!("../data/sheet01.json"), include_str!("../data/notebook.json")];

/// Per exercise the numbers that its results are accepted by. Bounds, orders and properties are the
/// business of its checks.
const ACCEPTED: &[(&str, &[f64])] = &[
    ("S1.1", &[-4.0, 3.0, 2.0]),
    ("S1.2", &[0.5403023058681398, 0.8414709848078965, -1.1116221377419664, 0.1402451641346494]),
    ("S1.3", &[-113.90625, 1.0]),
    ("S1.4", &[0.0, 1.0]),
    ("S1.5", &[-2.0, 0.5, 0.5625, 3.0, 7.0]),
    ("S1.6", &[4.0, 0.8775825618903728, 0.8243606353500641, -0.5, -0.3512787292998718]),
    ("S1.7", &[1330.0, 480.0, 200.0, -1440.0, -200.0, 3.0]),
    ("S1.8", &[2.93738787983177, 0.00019105036377847746]),
    ("S1.9", &[-88.89482908192436, -9898.989949832916, -998998.9989994998, -999998999999.0]),
    ("S1.10", &[0.9092974268256817, -0.8322936730942848, -0.4161468365471424]),
    ("S1.11", &[2.1972245773362196, 1.0 / 3.0, -1.0, 3.0, 0.04, -0.04]),
    ("S1.12", &[676.0 / 15.0, 1.0 / 45.0, 674.0 / 75.0, 674.0 / 135.0, 18.0, 10.0]),
    ("N.1", &[3619.0, 810.0, 162.25, 27.5625, 7.515625, 0.0625, 18.997275, 6.39003175e-22, 534.0]),
    ("N.2", &[20.0, 2.0995, 0.7703140592291552, 2.10327712090912, 0.14317435, 0.21193341, -398.0]),
    ("N.3", &[24.0, 22.0, 25149.0, 2.8877e-10, 250271.0, 35.0, 19.70148187]),
    ("N.4", &[0.8775825618903728, 1.0667782377816737, 1.7779637296361228, 8.370e-6, 7.844670179619048e-6]),
    ("N.5", &[0.32724, 193.0, 192.0, 6.0, 5.0, 24.0, 4.0, 2.0, -54.67276, 8.316365585e-4]),
    ("N.6", &[5.783698e-14, 4.949975e-12, 0.0404, 0.1268, 0.6096, 1.007, 7.46, 13255.0, 0.0019, 38.0]),
    ("N.7", &[503.0, 2e-8, 2.000888343900442e-8, 16.0, 34.0, 75.0, 97.0, 99.0, 65504.0]),
    ("N.8", &[1001.6006392325124, 2508.0096012774434, 0.4066532091888344, -1.072e-5, 3.836665834338]),
    ("N.9", &[1.5111572745182865e27, 9.72725423, 3.07497, 3.17543, 8.2059567e-33]),
    ("N.10", &[9.5, 1.0, 11.293980457016385, 1.9909033860012884, 0.0295]),
];

/// All numbers in an object, those written in its texts too.
fn numbers(json: &Json, found: &mut Vec<f64>) {
    match json {
        Json::Number(x) => found.extend(x.as_f64()),
        Json::String(text) => {
            let apart = |c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c));
            let words = text.split(apart).map(|word| word.trim_end_matches('.'));
            found.extend(words.filter_map(|word| word.parse::<f64>().ok()));
        }
        Json::Array(items) => items.iter().for_each(|item| numbers(item, found)),
        Json::Object(fields) => fields.values().for_each(|field| numbers(field, found)),
        _ => {}
    }
}

/// Whether `x` is `wanted`, to the digits with which `wanted` is given, twelve at most.
fn is(x: f64, wanted: f64) -> bool {
    let digits = format!("{wanted:e}").chars().take_while(|c| *c != 'e').filter(char::is_ascii_digit).count();
    let rel = 0.5 * 10f64.powi(1 - digits.min(12) as i32);
    let round = wanted.abs() >= 1.0 && wanted.fract() == 0.0;
    (x - wanted).abs() <= if round { 1e-12 } else { rel } * wanted.abs()
}

#[test]
fn the_reference_data_and_the_exercises_are_the_same() {
    let stored: BTreeSet<String> = DATA
        .iter()
        .flat_map(|text| {
            let data: Json = serde_json::from_str(text).expect("valid JSON");
            data.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
        })
        .filter(|key| key.starts_with("S1.") || key.starts_with("N."))
        .collect();
    let written: BTreeSet<String> = registry::all().iter().map(|e| e.meta().id.to_string()).collect();
    assert_eq!(stored, written);
    let accepted: BTreeSet<String> = ACCEPTED.iter().map(|(id, _)| (*id).to_string()).collect();
    assert_eq!(accepted, written);
}

#[test]
fn every_accepted_number_comes_out() {
    for (id, wanted) in ACCEPTED {
        let entry = registry::single(id).expect("an exercise of that id");
        let outcome = Outcome::of(entry, Author::Solution, &Context::default());
        let object = serde_json::to_value(&outcome).expect("JSON");
        // What is computed: neither the task nor the source, where a number is only typed.
        let mut found = Vec::new();
        for part in ["checks", "notes", "tables"] {
            numbers(&object[part], &mut found);
        }
        for number in *wanted {
            assert!(found.iter().any(|x| is(*x, *number)), "{id}: {number} is neither measured nor shown");
        }
    }
}

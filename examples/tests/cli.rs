//! The binary: exit codes, and what goes to standard output.

use serde_json::Value as Json;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Runs the binary in a fresh folder.
fn exercises(test: &str, args: &[&str]) -> (Output, PathBuf) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_exercises")).args(args).current_dir(&folder).output().unwrap();
    (output, folder)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Standard output, after asserting the exit code.
fn printed(test: &str, args: &[&str], code: i32) -> String {
    let (output, _) = exercises(test, args);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn object(test: &str, args: &[&str], code: i32) -> Json {
    serde_json::from_str(&printed(test, args, code)).expect("one JSON object and nothing else")
}

#[test]
fn without_arguments_everything_runs_and_the_report_is_named() {
    let (output, folder) = exercises("everything", &[]);
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(folder.join("report/index.html").is_file());
    assert!(shown.contains("report: report/index.html"), "{shown}");
    assert!(shown.contains("S1.5") && shown.contains(" 0 failed, "), "{shown}");
    assert!(!shown.contains('\x1b'), "no colour in a pipe");
    assert!(output.stderr.is_empty());
}

#[test]
fn json_is_one_object_with_the_same_counts_as_the_text() {
    let run = object("json", &["run", "all", "--json"], 0);
    let exercises = run["exercises"].as_array().unwrap();
    let mut passed = 0;
    for exercise in exercises {
        assert!(["PASS", "NOTE"].contains(&exercise["status"].as_str().unwrap()));
        assert!(exercise["notes"].is_array() && exercise["title"].is_string());
        for shown in ["stars", "task", "formulas", "tables", "plots", "graphs", "solution"] {
            assert!(!exercise[shown].is_null(), "{}: the report shows {shown}", exercise["id"]);
        }
        for check in exercise["checks"].as_array().unwrap() {
            for key in ["name", "status", "measured", "expected", "bound", "why"] {
                assert!(check.get(key).is_some(), "{}: no {key}", exercise["id"]);
            }
            passed += usize::from(check["status"] == "PASS");
        }
    }
    assert_eq!(run["summary"]["passed"], passed);
    let notes: usize = exercises.iter().map(|e| e["notes"].as_array().unwrap().len()).sum();
    assert_eq!(run["summary"]["notes"], notes);
    let line = format!("{passed} passed, 0 failed, {notes} notes, 0 to do");
    assert!(printed("json-text", &["run", "all"], 0).contains(&line));
}

#[test]
fn every_command_has_a_json_form() {
    let commands: [&[&str]; 6] = [&["list"], &["hint", "S1.5"], &["show", "S1.5"], &["plot", "S1.5"], &["report"], &[]];
    for (k, command) in commands.iter().enumerate() {
        let args = [command, &["--json"][..]].concat();
        assert!(object(&format!("json-{k}"), &args, 0).is_object());
    }
}

#[test]
fn ids_are_matched_in_any_case_and_by_prefix() {
    let ids = |args: &[&str]| -> Vec<String> {
        let run = object("ids", args, 0);
        let id = |e: &Json| e["id"].as_str().unwrap().to_string();
        run["exercises"].as_array().unwrap().iter().map(id).collect()
    };
    assert_eq!(ids(&["run", "s1.5", "--json"]), ["S1.5"]);
    let sheets = ["S1", "N"].map(|sheet| ids(&["run", sheet, "--json"])).concat();
    assert_eq!(sheets, ids(&["run", "all", "--json"]));
}

#[test]
fn an_unknown_id_names_the_nearest_and_exits_with_2() {
    for command in ["run", "check", "hint", "show", "plot", "graph"] {
        let (output, _) = exercises("unknown", &[command, "S1.55"]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(output.stdout.is_empty());
        let error = text(&output.stderr);
        assert!(error.contains("S1.55") && error.contains("S1.5"), "{error}");
    }
}

#[test]
fn mistaken_commands_exit_with_2() {
    for args in [
        &["fly"][..],
        &["run"],
        &["hint", "S1.5", "99"],
        &["hint", "S1.5", "0"],
        &["run", "S1", "--tol-scale", "-1"],
        &["run", "S1", "--tol-scale", "nan"],
        &["run", "S1", "--seed", "x"],
        &["graph", "S1.5", "--format", "png"],
    ] {
        let (output, _) = exercises("mistaken", args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_list_counts_what_the_code_of_a_student_passes() {
    let listed = object("list-json", &["list", "--json"], 0);
    let rows = listed["exercises"].as_array().unwrap();
    let sum = |key: &str| rows.iter().map(|row| row["scaffold"][key].as_u64().unwrap()).sum::<u64>();
    let text = printed("list", &["list", "--plain"], 0);
    assert!(text.contains(&format!("Your code passes {} of {} checks.", sum("passed"), sum("checks"))), "{text}");
    for row in rows {
        let counts = format!(" {} of {} ", row["scaffold"]["passed"], row["scaffold"]["checks"]);
        let id = row["id"].as_str().unwrap();
        let line = text.lines().find(|line| line.trim_start().starts_with(&format!("{id} "))).expect(id);
        assert!(line.contains(&counts), "{line}");
    }
}

#[test]
fn the_exit_code_of_a_check_follows_from_its_counts() {
    let (output, _) = exercises("check", &["check", "all", "--json"]);
    let run: Json = serde_json::from_slice(&output.stdout).unwrap();
    let summary = &run["summary"];
    let wanted = match (summary["failed"].as_u64().unwrap(), summary["todo"].as_u64().unwrap()) {
        (0, 0) => 0,
        (0, _) => 2,
        _ => 1,
    };
    assert_eq!(output.status.code(), Some(wanted));
}

#[test]
fn plain_output_is_ascii() {
    for args in [
        &["run", "all", "--plain"][..],
        &["check", "all", "--plain"],
        &["list", "--plain"],
        &["show", "S1.5", "--plain"],
        &["hint", "S1.5", "--plain"],
        &["plot", "S1.5", "--plain"],
    ] {
        let (output, _) = exercises("plain", args);
        assert!(output.stdout.is_ascii() && !output.stdout.is_empty(), "{args:?}");
        assert!(!text(&output.stdout).contains('?') || args[0] == "show", "{args:?}: unknown letter");
    }
}

#[test]
fn plots_are_written_where_they_are_wanted() {
    let (output, folder) = exercises("plots", &["plot", "S1.5", "--out", "pictures"]);
    assert_eq!(output.status.code(), Some(0));
    for path in text(&output.stdout).lines() {
        let svg = std::fs::read_to_string(folder.join(path)).unwrap();
        assert!(svg.starts_with("<svg"));
    }
    assert!(folder.join("pictures/S1.5-1.svg").is_file());
}

#[test]
fn other_inputs_are_drawn_from_a_seed_and_the_solutions_still_pass() {
    for seed in ["1", "2", "18446744073709551615"] {
        let run = object("seed", &["run", "all", "--json", "--seed", seed], 0);
        assert_eq!(run["summary"]["failed"], 0);
    }
}

#[test]
fn no_tolerance_at_all_fails_only_approximate_checks() {
    let (output, _) = exercises("scale", &["run", "all", "--json", "--tol-scale", "0"]);
    let run: Json = serde_json::from_slice(&output.stdout).unwrap();
    for exercise in run["exercises"].as_array().unwrap() {
        for check in exercise["checks"].as_array().unwrap() {
            let range = check["bound"].as_array();
            let none = check["bound"] == 0.0 || range.is_some_and(|ends| ends[0] == ends[1]);
            assert!(check["status"] == "PASS" || none, "{check}");
        }
    }
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let (output, _) = exercises("blocked", &["report", "--html", "/dev/null/report"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no report in"));
}

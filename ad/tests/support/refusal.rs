//! Programs that the compiler must refuse, each for the stated reason and by one line only.
//!
//! A file of `must_not_compile/` has one line that ends in `//~ REASON => RIGHT LINE`. As it
//! stands the compiler must name the reason, an error code or a part of the message, and no other
//! error; with the right line in its place the program must compile. Only that is compared, not
//! the compiler's prose, so that it holds for every compiler.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A library as cargo just built it for this test: the newest of its name beside the test.
fn newest_library(folder: &Path, library: &str) -> PathBuf {
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with(&format!("lib{library}-")) && name.ends_with(".rlib")
    };
    let libraries = std::fs::read_dir(folder).expect("the folder of the test").map(|f| f.expect("a file").path());
    let built = |path: &PathBuf| path.metadata().and_then(|m| m.modified()).expect("a time");
    libraries.filter(is_ours).max_by_key(built).expect("the library is built before its tests")
}

/// The errors of a program that uses these libraries, one line each; none if it compiles.
pub fn errors_of(libraries: &[&str], name: &str, program: &str) -> Vec<String> {
    let test = std::env::current_exe().expect("the path of this test");
    let folder = test.parent().expect("a folder");
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.rs"));
    std::fs::write(&source, program).expect("a file to compile");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler)
        .args(["--edition=2024", "--crate-type=bin", "--emit=metadata", "--cap-lints=allow", "--error-format=short"])
        .arg("-o")
        .arg(source.with_extension("rmeta"))
        .arg("-L")
        .arg(format!("dependency={}", folder.display()))
        .args(libraries.iter().flat_map(|library| {
            let path = newest_library(folder, library);
            ["--extern".to_owned(), format!("{library}={}", path.display())]
        }))
        .arg(&source)
        .output()
        .expect("the compiler starts");
    let text = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<String> = text
        .lines()
        .filter(|l| l.contains("error") && !l.contains("aborting due to"))
        .filter(|l| !l.starts_with("error: could not compile"))
        .map(str::to_owned)
        .collect();
    assert_eq!(output.status.success(), errors.is_empty(), "{name}:\n{text}");
    errors
}

/// The reason that a file states, and its twin with the right line.
pub fn reason_and_twin(name: &str, program: &str) -> (String, String) {
    let marked: Vec<&str> = program.lines().filter(|l| l.contains("//~")).collect();
    let [wrong] = marked[..] else { panic!("{name} has {} marked lines, not one", marked.len()) };
    let (_, note) = wrong.split_once("//~").expect("a marked line");
    let (reason, right) = note.split_once(" => ").unwrap_or_else(|| panic!("{name}: `//~ REASON => RIGHT LINE`"));
    (reason.trim().to_owned(), program.replacen(wrong, right, 1))
}

/// A test for each file of `tests/must_not_compile`, and one that none is forgotten.
macro_rules! must_not_compile {
    ($libraries:expr; $($name:ident)*) => {
        $(#[test]
        fn $name() {
            let (name, program) = (stringify!($name), include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/must_not_compile/", stringify!($name), ".rs")));
            let (reason, twin) = refusal::reason_and_twin(name, program);
            let right = refusal::errors_of(&$libraries, &format!("{name}_right"), &twin);
            assert!(right.is_empty(), "with the right line it must compile: {right:#?}");
            let wrong = refusal::errors_of(&$libraries, name, program);
            assert!(!wrong.is_empty(), "it compiles");
            assert!(wrong.iter().all(|e| reason.split('|').any(|r| e.contains(r))), "not for `{reason}`: {wrong:#?}");
        })*

        /// Every file of the folder is a test.
        #[test]
        fn no_file_is_forgotten() {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/must_not_compile");
            let mut files: Vec<_> = std::fs::read_dir(folder)
                .expect("the folder")
                .map(|f| f.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
                .collect();
            files.sort();
            assert_eq!(files, [$(stringify!($name)),*]);
        }
    };
}
pub(crate) use must_not_compile;

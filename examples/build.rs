//! Records what the binary was built with, for the report's machine line.

use std::env::var;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let compiler = Command::new(var("RUSTC").expect("cargo sets RUSTC"))
        .arg("--version")
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .unwrap_or_default();
    let compiler = compiler.split(" (").next().unwrap_or_default().trim();
    println!("cargo::rustc-env=EXERCISES_RUSTC={compiler}");
    for (name, source) in [("TARGET", "TARGET"), ("OPT_LEVEL", "OPT_LEVEL")] {
        let value = var(source).expect("cargo sets TARGET and OPT_LEVEL");
        println!("cargo::rustc-env=EXERCISES_{name}={value}");
    }
}

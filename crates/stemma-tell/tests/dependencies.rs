//! The library has no store, no terminal and no server, and drags none in.

use std::process::Command;

#[test]
fn no_store_no_terminal_and_no_server_comes_with_it() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = Command::new(cargo)
        .args(["tree", "-p", "stemma-tell", "-e", "normal", "--prefix", "none", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"stemma-core"), "{tree}");
    for unwanted in ["axum", "clap", "maud", "rusqlite", "stemma-keep"] {
        assert!(!crates.contains(&unwanted), "stemma-tell has come to need {unwanted}");
    }
}

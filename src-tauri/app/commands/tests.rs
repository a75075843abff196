use specta_typescript::Typescript;

/// `UPDATE_BINDINGS=1 cargo test --bin galley` writes them anew.
#[test]
fn the_committed_bindings_are_those_of_the_commands() {
    let committed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fresh = folder.path().join("bindings.ts");
    let header = "// Generated from src-tauri/app by `make bindings`; do not edit.\n/* eslint-disable */\n";
    super::wire().export(Typescript::default().header(header), &fresh).expect("every type can be exported");
    let fresh = std::fs::read_to_string(fresh).expect("it was just written");
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        galley_core::disk::write(&committed, fresh.as_bytes(), galley_core::disk::Expected::Anything)
            .expect("it can be written");
    }
    let committed = std::fs::read_to_string(committed).expect("the bindings are committed");
    assert!(committed == fresh, "ui/src/ipc/bindings.ts is stale: run `make bindings`");
}

//! `cargo run --release -p galley-core --example big -- FOLDER [POSTS]` writes a large blog.

#[path = "mod.rs"]
mod big;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.get(1).map_or(Some(50_000), |count| count.parse().ok());
    let (Some(folder), Some(count)) = (arguments.first(), count) else {
        eprintln!("usage: big FOLDER [POSTS]");
        return ExitCode::from(2);
    };
    match big::write(Path::new(folder), count) {
        Ok(bytes) => println!("{count} posts, {} MB, below {folder}", bytes / 1_000_000),
        Err(error) => {
            eprintln!("big: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

//! The promise that nothing is lost, against kills, power cuts and failing disks: `make torture`.
//!
//! `worker` is a process that edits, saves, renames, creates and deletes the posts of a small blog by the real core and
//! notes what was begun and what was acknowledged. `kill` kills it at random instants; `faults` lets
//! calls of the system fail under it, by the shim of `shim.c`; `power` builds from the trace of its
//! calls the disks that a power cut may leave (`model`). After each, `check` opens the blog as the next
//! start does. `syncs` lets each sync of a folder fail in turn. `typing` does the same to a process that types without saving. `broken` breaks the promise on purpose, in saving, creating and deleting, and must be found out each time.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests play the disk, and the other programs that write to it"
)]

mod bin;
mod broken;
mod check;
mod faults;
mod kill;
mod model;
mod numbers;
mod posts;
mod power;
mod shim;
mod syncs;
mod trace;
mod typing;
mod worker;

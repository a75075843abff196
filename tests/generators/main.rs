//! What Galley says of a site, against what the real generator builds of it: `make test-generators`.
//!
//! Each generator has a site of its own in tests/fixtures and a file here. Without the generators
//! of tests/generators/setup.sh a test says so and passes.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "the real generators need a copy of the site to build in")]

mod astro;
mod eleventy;
mod hexo;
mod hugo;
mod hugo_new;
mod jekyll;
mod markdown;
mod site;
mod zola;

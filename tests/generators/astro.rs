//! astro

//! eleventy

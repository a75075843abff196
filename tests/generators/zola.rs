//! zola

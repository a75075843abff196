//! jekyll

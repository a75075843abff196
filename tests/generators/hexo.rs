//! hexo

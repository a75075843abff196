//! Where the links of a post lead.

use galley_core::Blog;

mod support;

use support::{BlogTest, now};

fn open(test: &BlogTest) -> Blog {
    Blog::open(&test.root(), None, now()).expect("a folder opens").blog
}

#[track_caller]
fn leads(blog: &Blog, from: &str, address: &str, to: Option<&str>) {
    assert_eq!(blog.linked_post(from, address).as_deref(), to, "{address}");
}

#[test]
fn a_link_is_followed_by_file_by_page_and_by_name() {
    let test = BlogTest::new();
    test.write("hugo.toml", "baseURL = 'https://example.org/blog/'\n");
    let post = |path: &str, header: &str| test.write(path, format!("---\ntitle: T\n{header}---\n\nx\n"));
    post("content/posts/one.md", "");
    post("content/posts/two words.md", "slug: second\n");
    post("content/posts/bundle/index.md", "");
    post("content/about.md", "");
    let blog = open(&test);
    let from = "content/posts/one.md";
    let two = Some("content/posts/two words.md");
    leads(&blog, from, "two%20words.md", two);
    leads(&blog, from, "./two%20words.md#part", two);
    leads(&blog, from, "../about.md", Some("content/about.md"));
    leads(&blog, from, "/posts/second/", two);
    leads(&blog, from, "/blog/posts/second/?a=b#c", two);
    leads(&blog, from, "https://example.org/blog/posts/second", two);
    leads(&blog, from, "../second/", two);
    leads(&blog, from, "/about", Some("content/about.md"));
    leads(&blog, from, "/posts/bundle/index.html", Some("content/posts/bundle/index.md"));
    leads(&blog, from, "bundle", Some("content/posts/bundle/index.md"));
    leads(&blog, "content/about.md", "one.md", Some(from));
    for nowhere in [
        "/posts/third/",
        "three.md",
        "../../../../etc/passwd",
        "https://example.com/posts/second/",
        "",
        "#x",
        "mailto:a@b.c",
    ] {
        leads(&blog, from, nowhere, None);
    }
}

#[test]
fn zola_links_from_the_content_folder() {
    let test = BlogTest::new();
    test.write("zola.toml", "base_url = 'https://example.org'\n");
    test.write("content/blog/one.md", "+++\ntitle = 'T'\n+++\n");
    let blog = open(&test);
    leads(&blog, "content/about.md", "@/blog/one.md#a", Some("content/blog/one.md"));
    leads(&blog, "content/about.md", "@/blog/two.md", None);
}

#[test]
fn a_name_that_two_posts_have_leads_nowhere() {
    let test = BlogTest::new();
    test.write("a/same.md", "x\n");
    test.write("b/same.md", "x\n");
    let blog = open(&test);
    leads(&blog, "one.md", "same.md", None);
    leads(&blog, "a/one.md", "same.md", Some("a/same.md"));
}

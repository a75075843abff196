//! Which links are known to lead nowhere, and which are left alone.

mod support;

use galley_core::{Blog, Generator};
use support::{BlogTest, now};

fn open(test: &BlogTest) -> Blog {
    Blog::open(&test.root(), None, now()).expect("a folder opens").blog
}

fn missing(blog: &Blog, from: &str, address: &str) -> Option<String> {
    blog.missing_targets(from, &[address.to_owned()]).remove(0)
}

#[track_caller]
fn misses(blog: &Blog, from: &str, address: &str, what: &str) {
    let missing = missing(blog, from, address).unwrap_or_default();
    assert!(missing.contains(what), "{address}: {missing:?}");
}

#[track_caller]
fn leaves_alone(blog: &Blog, from: &str, addresses: &[&str]) {
    for address in addresses {
        assert_eq!(missing(blog, from, address), None, "{address}");
    }
}

fn hugo() -> BlogTest {
    let test = BlogTest::new();
    test.write("hugo.toml", "baseURL = 'https://example.org/blog/'\n");
    for path in
        ["content/posts/one.md", "content/posts/two.md", "content/posts/bundle/index.md", "content/about.md"]
    {
        test.write(path, "---\ntitle: T\n---\n\nx\n");
    }
    test.write("content/posts/moved.md", "---\ntitle: T\naliases: [/posts/old-name/]\n---\n");
    test.write("content/posts/bundle/cat.png", "png");
    test.write("static/files/paper.pdf", "pdf");
    test
}

#[test]
fn a_post_that_is_not_there_is_missed_by_file_and_by_page() {
    let test = hugo();
    let blog = open(&test);
    let from = "content/posts/one.md";
    misses(&blog, from, "three.md", "content/posts/three.md");
    misses(&blog, from, "../three.md#part", "content/three.md");
    misses(&blog, from, "/posts/three/", "/posts/three");
    misses(&blog, from, "/blog/posts/three/", "/posts/three");
    misses(&blog, from, "https://example.org/blog/posts/three/?a=b", "/posts/three");
    misses(&blog, from, "../three/", "/posts/three");
    misses(&blog, from, "dog.png", "content/posts/dog.png");
    misses(&blog, from, "/files/other.pdf", "files/other.pdf");
    misses(&blog, from, "#nowhere", "#nowhere");
}

#[test]
fn what_is_there_is_not_missed() {
    let test = hugo();
    let blog = open(&test);
    let from = "content/posts/one.md";
    leaves_alone(
        &blog,
        from,
        &[
            "two.md",
            "/posts/two/",
            "../two/",
            "../about.md",
            "bundle",
            "/files/paper.pdf",
            "/blog/files/paper.pdf",
        ],
    );
    leaves_alone(&blog, "content/posts/bundle/index.md", &["cat.png", "./cat.png", "/posts/bundle/cat.png"]);
}

#[test]
fn what_a_template_or_another_site_may_have_is_left_alone() {
    let test = hugo();
    let blog = open(&test);
    let from = "content/posts/one.md";
    leaves_alone(
        &blog,
        from,
        &[
            "",
            "/",
            "#",
            "#top",
            "/tags/x/",
            "/index.xml",
            "/posts/index.xml",
            "/posts/page/2/",
            "/search/",
            "/posts/old-name/",
            "https://example.com/posts/three/",
            "//example.com/x.md",
            "mailto:a@example.org",
            "tel:1",
            "{{< ref \"x.md\" >}}",
            "{{ site.url }}/x.md",
            "/%ff",
            "../../../../etc/x",
        ],
    );
}

#[test]
fn a_part_that_another_post_does_not_have_is_missed() {
    let test = hugo();
    test.write(
        "content/posts/parts.md",
        "---\ntitle: T\n---\r\n\r\n## Über alles\r\n\r\n## Named {#own}\n\n> ### Quoted\n",
    );
    let blog = open(&test);
    let from = "content/posts/one.md";
    misses(&blog, from, "parts.md#nothing", "#nothing is in content/posts/parts.md");
    misses(&blog, from, "/posts/parts/#nothing", "#nothing is in content/posts/parts.md");
    misses(&blog, from, "/posts/parts/#title", "#title");
    let there = ["#über-alles", "#%C3%BCber-alles", "#own", "#quoted", "#", "#top", "#:~:text=alles"];
    leaves_alone(&blog, from, &there.map(|part| format!("/posts/parts/{part}")).each_ref().map(|it| &**it));
}

#[test]
fn days_in_addresses_are_alike() {
    let test = BlogTest::new();
    test.write("_config.yml", "title: T\n");
    test.write("_posts/2026-01-02-one.md", "---\ntitle: T\n---\n\nx\n");
    let blog = open(&test);
    let from = "_posts/2026-01-02-one.md";
    misses(&blog, from, "/2025/11/30/gone.html", "/2025/11/30/gone.html");
    leaves_alone(&blog, from, &["/2026/01/02/one.html", "/2026/01/", "/archive/", "/feed.xml"]);
}

#[test]
fn zola_and_a_plain_folder_name_files() {
    let test = BlogTest::new();
    test.write("zola.toml", "base_url = 'https://example.org'\n");
    test.write("content/blog/one.md", "+++\ntitle = 'T'\n+++\n");
    misses(&open(&test), "content/blog/one.md", "@/blog/two.md", "content/blog/two.md");
    let plain = BlogTest::new().with("a/one.md", "x\n").with("a/two.txt", "x\n");
    let blog = open(&plain);
    misses(&blog, "a/one.md", "gone.md", "a/gone.md");
    misses(&blog, "a/one.md", "gone", "a/gone");
    leaves_alone(&blog, "a/one.md", &["two.txt", "../a", "/anything", "feed.xml"]);
}

#[test]
fn sites_whose_code_decides_are_left_alone() {
    for (config, generator) in [
        ("astro.config.mjs", Generator::Astro),
        ("eleventy.config.js", Generator::Eleventy),
        ("pelicanconf.py", Generator::Pelican),
    ] {
        let test = BlogTest::new().with(config, "").with("content/one.md", "---\ntitle: T\n---\n");
        let blog = Blog::open(&test.root(), Some(generator), now()).unwrap().blog;
        assert_eq!(blog.site().generator(), generator);
        leaves_alone(&blog, "content/one.md", &["gone.md", "/posts/gone/", "#gone", "gone.png"]);
    }
}

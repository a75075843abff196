/** What the page sets posts in beside plain text, a font each. */
const PAGE = [
  "<p><b>a</b></p>",
  "<p><i>a</i></p>",
  "<p><code>a</code></p>",
  "<pre><code>a</code></pre>",
  "<h2>a</h2>",
  "<h3>a</h3>",
  "<ul><li>a</li></ul>",
  "<table><tr><td>a</td></tr></table>",
  "<table><tr><th>a</th></tr></table>",
  "<h4>a</h4>",
  "<h1>a</h1>",
  "<p><b><i>a</i></b></p>",
];

/** Milliseconds before the first, and between two. */
const FIRST = 300;
const NEXT = 30;

/**
 * Has the web view look for each font of the page before a post needs it: it does so when text is first
 * laid out in it, 7 ms each in WebKitGTK, which a post with many would wait for. Call it when a post was
 * put into `article`.
 */
export function fetchFonts(article: HTMLElement): void {
  PAGE.forEach((html, i) => setTimeout(() => layOut(article, html), FIRST + i * NEXT));
}

/** Unseen, and nothing moves. */
function layOut(article: HTMLElement, html: string): void {
  const sample = document.createElement("div");
  sample.className = "block";
  sample.ariaHidden = "true";
  sample.style.cssText = "position: absolute !important; top: 0 !important; visibility: hidden !important";
  sample.innerHTML = html;
  article.append(sample);
  sample.getBoundingClientRect();
  sample.remove();
}

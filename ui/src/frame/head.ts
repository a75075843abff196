import type { PageHead } from "./messages";

/** The top of a page: draft banner, title, date, reading time, tags. */
export function pageHead(page: PageHead): HTMLElement {
  const head = element("header", "page-head post-header");
  if (page.draft) head.append(element("p", "draft-banner", "Draft. Not published yet."));
  head.append(element("h1", "page-title post-title", page.title));
  const facts = [page.date, `${page.minutes} min read`].filter((fact) => fact !== null);
  head.append(element("p", "page-facts post-meta", facts.join(" · ")));
  if (page.tags.length > 0) {
    const list = element("ul", "page-tags tags");
    list.setAttribute("aria-label", "Tags");
    list.append(...page.tags.map((tag) => element("li", "", tag)));
    head.append(list);
  }
  return head;
}

function element(name: string, className: string, text = ""): HTMLElement {
  const created = document.createElement(name);
  if (className !== "") created.className = className;
  if (text !== "") {
    created.textContent = text;
    created.dir = "auto";
  }
  return created;
}

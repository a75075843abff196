import type {
  About,
  Blog,
  Created,
  FormField,
  NewPost,
  NewPostPlan,
  Permission,
  PostSummary,
  PreviewStyle,
  Role,
  Site,
  StyleSheets,
} from "../bindings";
import { HostError } from "../error";
import { readHeader } from "./header";

const plainSite: Site = {
  generator: "plain",
  name: null,
  candidates: [],
  configFile: null,
  contentFolders: [""],
  problem: null,
  sections: [""],
  languages: [],
  trusted: false,
  preview: { theme: "window", sheets: null, networkImages: false },
  unread: [],
};

/** The files of the folder and what the list shows of them. */
export class MemoryFolder {
  readonly files: Map<string, string>;
  #summaries = new Map<string, { text: string; post: PostSummary }>();

  #site: Site;
  #needs: Permission | null;

  constructor(
    files: Readonly<Record<string, string>>,
    site: Partial<Site> = {},
    needs: Permission | null = null,
  ) {
    this.files = new Map(Object.entries(files));
    this.#site = { ...plainSite, ...site };
    this.#needs = needs;
  }

  /** Whether the program may fill new posts. */
  trust(trusted: boolean): void {
    this.#site = { ...this.#site, trusted };
    if (this.#needs !== null && this.#needs !== "missing") this.#needs = trusted ? "given" : "unasked";
  }

  /** Notes how the preview looks. */
  dress(preview: PreviewStyle): void {
    this.#site = { ...this.#site, preview };
  }

  /** Every style sheet of the folder, and what would have to be compiled. */
  styleSheets(): StyleSheets {
    const paths = [...this.files.keys()].sort();
    const sheets = paths.filter((path) => path.endsWith(".css"));
    return {
      sheets: sheets.map((path) => ({ path, address: path, usual: !path.includes("print") })),
      uncompiled: paths.filter((path) => /\.(scss|sass|less|styl)$/.test(path)),
    };
  }

  /** Throws a `HostError` of kind `NotFound`. */
  read(path: string): string {
    const text = this.files.get(path);
    if (text === undefined)
      throw new HostError({ kind: "NotFound", message: "the file does not exist", path });
    return text;
  }

  /** What the window is told of the folder beside its list. */
  facts(root: string): Omit<Blog, "page"> {
    const site = this.#site;
    return { root, name: root.split("/").at(-1) ?? root, selected: null, folder: null, site, left: [] };
  }

  /** The text below the header. */
  body(path: string): string {
    const text = this.read(path);
    return text.slice(readHeader(text).form.to);
  }

  summary(path: string): PostSummary {
    const text = this.read(path);
    const known = this.#summaries.get(path);
    if (known?.text === text) return known.post;
    const post = summaryOf(path, text);
    this.#summaries.set(path, { text, post });
    return post;
  }

  /** What a new post would be called. */
  plan(wish: NewPost): NewPostPlan {
    const slug = slugOf(wish.slug ?? wish.title);
    const bundle = wish.bundle ?? false;
    const file = slug === "" ? "" : this.#place(wish, slug);
    return { slug, file, bundle, problem: null, note: null, needs: this.#needs };
  }

  /** Makes the file of a new post. */
  create(wish: NewPost, now: string): Created {
    const slug = slugOf(wish.slug ?? wish.title);
    const path = this.#place(wish, slug);
    const header = `title: ${JSON.stringify(wish.title)}\ndate: ${now}\ndraft: ${String(wish.draft)}\nslug: ${slug}\ntags: []\n`;
    this.files.set(path, `---\n${header}---\n\n`);
    return { post: this.summary(path), problem: null };
  }

  #place(wish: NewPost, slug: string): string {
    const language = wish.language === null ? "" : `.${wish.language}`;
    return wish.bundle === true
      ? `${this.freeName(slug)}/index${language}.md`
      : `${this.freeName(slug)}${language}.md`;
  }

  /** The slug itself, or with the first number from 2 on for which no file exists. */
  freeName(slug: string): string {
    if (!this.files.has(`${slug}.md`)) return slug;
    let number = 2;
    while (this.files.has(`${slug}-${String(number)}.md`)) number += 1;
    return `${slug}-${String(number)}`;
  }
}

export function aboutOf(post: PostSummary): About {
  return {
    kind: post.kind,
    state: post.state,
    reason: post.state === "draft" ? "its header says so by draft" : "nothing in its header keeps it back",
    until: post.until,
    url: null,
    address: null,
    urlNote: "no site generator is known for this folder",
    clash: post.clash,
    file: `/blog/${post.path}`,
  };
}

/** By file name alone: this folder has no site. */
export function linkedPost(files: ReadonlyMap<string, string>, from: string, address: string): string | null {
  const folder = from.includes("/") ? from.slice(0, from.lastIndexOf("/") + 1) : "";
  const path = folder + decodeURIComponent(address.split(/[#?]/, 1)[0] ?? "").replace(/^\.\//, "");
  return [path, `${path}.md`].find((file) => files.has(file)) ?? null;
}

export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/[^a-z0-9-]/g, "")
    .replace(/^-+|-+$/g, "");
}

/** Words of the body, the header left out. */
export function countWords(text: string): number {
  return text.slice(readHeader(text).form.to).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** What the list shows of a file; `name.de.md` is a translation. */
function summaryOf(path: string, text: string): PostSummary {
  const { form } = readHeader(text);
  const language = /\.([a-z]{2})\.md$/.exec(path)?.[1] ?? null;
  const role = (name: Role): FormField | undefined => form.fields.find((field) => field.role === name);
  const date = role("date")?.text ?? null;
  const time = date === null ? Number.NaN : Date.parse(date) / 1000;
  return {
    path,
    title: form.problems.length > 0 ? null : (role("title")?.text ?? null),
    date,
    time: Number.isNaN(time) ? null : time,
    kind: "post",
    state: form.draft ? "draft" : "published",
    until: null,
    moves: false,
    language,
    piece: language === null ? null : path.slice(0, -`.${language}.md`.length),
    clash: null,
    slug: role("slug")?.text ?? null,
    tags: role("tags")?.items ?? [],
    problems: form.problems,
  };
}

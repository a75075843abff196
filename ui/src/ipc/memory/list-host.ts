import type { Blog, BodyRow, ListPage, ListQuery, Permission, PostSummary, Session, Site } from "../bindings";
import { searchBodies } from "./bodies";
import { linkedPost, MemoryFolder } from "./folder";
import { MemoryList } from "./list";
import { StagedHost } from "./staged";

/** Rows in the page that comes with the folder. */
const firstRows = 100;

/** The part of the in-memory host that lists the posts and finds them. */
export abstract class ListHost extends StagedHost {
  protected readonly folder: MemoryFolder;
  #revision = 1;
  #list: MemoryList | null = null;
  #searches = 0;

  constructor(
    files: Readonly<Record<string, string>>,
    site: Partial<Site> = {},
    needs: Permission | null = null,
  ) {
    super();
    this.folder = new MemoryFolder(files, site, needs);
  }

  /** Path below the folder, then text. */
  get files(): Map<string, string> {
    return this.folder.files;
  }

  list(query: ListQuery, from: number, count: number, near: string | null): Promise<ListPage> {
    return this.answer("list", () => this.#current().page(query, from, count, near));
  }

  searchBodies(query: ListQuery, limit: number): Promise<BodyRow[] | null> {
    const turn = ++this.#searches;
    return this.answer("searchBodies", () => {
      if (turn !== this.#searches) return null;
      const bodyOf = (path: string): string => this.folder.body(path);
      return searchBodies(this.#current().passing(query), bodyOf, query.text, limit);
    });
  }

  linkedPost(from: string, address: string): Promise<string | null> {
    return this.answer("linkedPost", () => linkedPost(this.files, from, address));
  }

  missingTargets(from: string, addresses: string[]): Promise<(string | null)[]> {
    const isMissing = (address: string): boolean =>
      address.endsWith(".md") && linkedPost(this.files, from, address) === null;
    return this.answer("missingTargets", () =>
      addresses.map((address) => (isMissing(address) ? `no post ${address} was found` : null)),
    );
  }

  summaries(paths: string[]): Promise<PostSummary[]> {
    return this.answer("summaries", () =>
      paths.filter((path) => this.files.has(path)).map((path) => this.folder.summary(path)),
    );
  }

  /** The folder as it is opened; its list starts at the session's order. */
  protected opened(root: string, { grouping, sorting, post }: Session): Blog {
    const query = { folder: null, state: null, tag: null, language: null, text: "", grouping, sorting };
    return { ...this.folder.facts(root), page: this.#current().page(query, 0, firstRows, post) };
  }

  /** The list is another one; the window hears of it. */
  protected changed(upserted: string[], removed: string[]): void {
    this.refresh();
    const posts = upserted.map((path) => this.folder.summary(path));
    this.emit("blogChanged", {
      revision: this.#revision,
      upserted: posts.slice(0, 200),
      removed: removed.slice(0, 200),
      many: posts.length > 200 || removed.length > 200,
      problem: null,
    });
  }

  /** The list is another one. */
  protected refresh(): void {
    this.#revision += 1;
    this.#list = null;
  }

  #current(): MemoryList {
    this.#list ??= new MemoryList(
      this.#revision,
      [...this.files.keys()].map((path) => this.folder.summary(path)),
    );
    return this.#list;
  }
}

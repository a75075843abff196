import type { Backend } from "../ipc/backend";
import type { BodyRow, ListQuery, PostSummary } from "../ipc/bindings";
import type { Notices } from "./notices.svelte";
import type { ShownRow } from "./rows";

/** The most posts that are shown. */
const most = 50;

/** The posts whose texts have the words of the filter: the rows below the list. */
export class TextSearch {
  #backend: Backend;
  #notices: Notices;
  /** Called when posts came. */
  #came: (posts: PostSummary[]) => void;
  #found = $state.raw<readonly BodyRow[]>([]);
  #searching = $state(false);
  #rows = $derived(rowsOf(this.#found, this.#searching));
  /** Only the newest search counts. */
  #turn = 0;

  constructor(backend: Backend, notices: Notices, came: (posts: PostSummary[]) => void) {
    this.#backend = backend;
    this.#notices = notices;
    this.#came = came;
  }

  /** A heading and what was found; none where nothing was. */
  get rows(): readonly ShownRow[] {
    return this.#rows;
  }

  /** Searches for the query's text. What was found before stays until the answer comes. */
  async search(query: ListQuery): Promise<void> {
    const turn = ++this.#turn;
    this.#searching = true;
    try {
      const found = await this.#backend.searchBodies(query, most);
      if (turn !== this.#turn) return;
      if (found) {
        this.#found = found;
        this.#came(found.map(({ post }) => post));
      }
      this.#notices.dismiss("texts");
    } catch (reason) {
      if (turn === this.#turn) this.#notices.error("texts", "The texts cannot be searched", reason);
    } finally {
      if (turn === this.#turn) this.#searching = false;
    }
  }

  clear(): void {
    this.#turn += 1;
    this.#searching = false;
    this.#found = [];
  }
}

function rowsOf(found: readonly BodyRow[], searching: boolean): ShownRow[] {
  if (found.length === 0 && !searching) return [];
  const texts = found.map((body): ShownRow => ({ type: "text", key: `text\n${body.post.path}`, body }));
  const count = found.length;
  return [{ type: "texts", key: "texts", count, most: count === most, searching }, ...texts];
}

import type { Backend } from "../ipc/backend";
import type { PreviewStyle, StyleSheets } from "../ipc/bindings";
import type { BlogState } from "./blog.svelte";
import type { Notices } from "./notices.svelte";

/** What dresses the page, and whether it shows pictures of other sites. */
interface Worn {
  theme: "light" | "dark" | "sepia" | "print";
  /** Addresses of the site's style sheets; null: a theme dresses the page. */
  sheets: string[] | null;
  networkImages: boolean;
}

const none: PreviewStyle = { theme: "window", sheets: null, networkImages: false };

/** How the preview of the open site looks, and what it may load; remembered for each site. */
export class PageStyle {
  readonly #backend: Backend;
  readonly #blog: BlogState;
  readonly #notices: Notices;
  #found = $state.raw<(StyleSheets & { root: string }) | null>(null);
  /** A part of the sheets' addresses, so that those that changed are read again. */
  #turn = $state(0);

  constructor(backend: Backend, blog: BlogState, notices: Notices) {
    this.#backend = backend;
    this.#blog = blog;
    this.#notices = notices;
  }

  get current(): PreviewStyle {
    return this.#blog.site?.preview ?? none;
  }

  /** The style sheets of the site; null until `look` found them. */
  get sheets(): StyleSheets | null {
    return this.#found?.root === this.#blog.root ? this.#found : null;
  }

  /** The site's style sheets dress the page, and are not known yet. */
  get isWanting(): boolean {
    return this.current.theme === "site" && this.sheets === null && this.#blog.root !== null;
  }

  /** Whether the style sheet at a path is switched on. */
  isOn(path: string): boolean {
    const { sheets } = this.current;
    return (
      sheets?.includes(path) ??
      this.sheets?.sheets.some((sheet) => sheet.path === path && sheet.usual) === true
    );
  }

  /** Switches a style sheet on or off. Never rejects. */
  async switch(path: string, on: boolean): Promise<void> {
    const paths = this.sheets?.sheets.map((sheet) => sheet.path) ?? [];
    await this.update({ sheets: paths.filter((other) => (other === path ? on : this.isOn(other))) });
  }

  /** What the page wears in a window of this theme. */
  worn(window: "light" | "dark"): Worn {
    const { theme, networkImages } = this.current;
    if (theme === "window") return { theme: window, sheets: null, networkImages };
    if (theme !== "site") return { theme, sheets: null, networkImages };
    const on = this.sheets?.sheets.filter(({ path }) => this.isOn(path)) ?? [];
    const sheets = on.map(({ address }) => `site/${encoded(address)}?${String(this.#turn)}`);
    return { theme: "light", sheets, networkImages };
  }

  /** Changes parts of it; saved first, then shown. Never rejects. */
  async update(change: Partial<PreviewStyle>): Promise<void> {
    const preview = { ...this.current, ...change };
    const { root } = this.#blog;
    try {
      await this.#backend.savePreviewStyle(preview);
      if (this.#blog.root === root) this.#blog.decide({ preview });
      this.#notices.dismiss("page style");
    } catch (reason) {
      this.#notices.error("page style", "The choice could not be remembered", reason);
    }
  }

  /** Looks for the site's style sheets, and takes what they say now. Never rejects. */
  async look(): Promise<void> {
    const { root } = this.#blog;
    if (root === null) return;
    const nothing = { sheets: [], uncompiled: [] };
    const found = await this.#backend.styleSheets().catch((reason: unknown) => {
      this.#notices.error("page style", "The style sheets of the site could not be read", reason);
      return nothing;
    });
    this.#found = { ...found, root };
    this.#turn++;
  }
}

function encoded(address: string): string {
  return address.split("/").map(encodeURIComponent).join("/");
}

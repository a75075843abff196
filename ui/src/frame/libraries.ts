import type Katex from "katex";

/** What a library is loaded from: files beside the frame's script, from the same origin. */
interface Files {
  script: string;
  style?: string;
}

/** The parts of mermaid that are used; its small edition brings no types. */
export interface Mermaid {
  initialize(config: Record<string, unknown>): void;
  /** Draws in the container, which must be laid out, and gives the drawing's SVG; throws what is wrong. */
  render(id: string, source: string, container: Element): Promise<{ svg: string }>;
}

/** Libraries too large for every post, each loaded when a post first needs it. */
export interface Libraries {
  katex(): Promise<Pick<typeof Katex, "renderToString">>;
  mermaid(): Promise<Mermaid>;
}

export const frameLibraries: Libraries = {
  katex: () => load("katex", { script: "katex/katex.js", style: "katex/katex.css" }),
  mermaid: () => load("mermaid", { script: "mermaid/mermaid.js" }),
};

/**
 * The page's policy runs scripts with its nonce only, and shows the nonce to such scripts alone: no
 * other policy is needed for the libraries. It can be read while this script first runs.
 */
const nonce = document.currentScript?.nonce ?? "";

const loads = new Map<string, Promise<unknown>>();

/** The global of that name, once its files are loaded; after a failure it is tried again. */
function load<T>(name: string, { script, style }: Files): Promise<T> {
  const known = loads.get(name);
  if (known !== undefined) return known as Promise<T>;
  const files = [added("script", { src: script, nonce })];
  if (style !== undefined) files.push(added("link", { rel: "stylesheet", href: style }));
  const loaded = Promise.all(files)
    // Reading a large script has held the window's thread; its keys come before what is next.
    .then(() => new Promise((resolve) => setTimeout(resolve)))
    .then(() => (globalThis as Record<string, unknown>)[name] as T);
  loads.set(name, loaded);
  loaded.catch(() => loads.delete(name));
  return loaded;
}

function added(name: "script" | "link", properties: Record<string, string>): Promise<void> {
  const element = Object.assign(document.createElement(name), properties);
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error(`${properties.src ?? properties.href} did not load`));
    });
    document.head.append(element);
  });
}

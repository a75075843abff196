import type { Libraries, Mermaid } from "./libraries";
import type { Draw, Kind } from "./pictures";

/** Sources longer than this, in UTF-16 units, stay as they are written. */
const LONGEST = 20_000;

/** Draws code blocks of the language `mermaid`, and what a theme's own script would draw, by mermaid. */
export function diagrams(libraries: Libraries): Kind {
  return {
    rest: 250,
    find(block) {
      return [...block.querySelectorAll("pre")].filter(isDiagram).map(boxed);
    },
    key: (holder) => `${theme()}\n${sourceOf(holder)}`,
    async load(): Promise<Draw> {
      const mermaid = await libraries.mermaid();
      return (holder) => draw(mermaid, sourceOf(holder), holder);
    },
    show(holder, { content, error }) {
      holder.querySelectorAll(".drawing, .message").forEach((shown) => shown.remove());
      holder.querySelector("pre")!.hidden = content !== null;
      const box = document.createElement("div");
      box.className = content === null ? "message" : "drawing";
      box.append(content?.cloneNode(true) ?? error ?? "");
      holder.append(box);
    },
  };
}

function isDiagram(source: HTMLElement): boolean {
  const isMarked = source.matches(".mermaid") || source.querySelector(":scope > .language-mermaid") !== null;
  return isMarked && source.textContent.length <= LONGEST;
}

/** Puts the source into a box that has room for the drawing. */
function boxed(source: HTMLElement): HTMLElement {
  const box = document.createElement("div");
  box.className = "diagram";
  source.replaceWith(box);
  box.append(source);
  return box;
}

function sourceOf(holder: HTMLElement): string {
  return holder.querySelector("pre")?.textContent ?? "";
}

function theme(): "dark" | "neutral" {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "neutral";
}

let lastId = 0;

/** Mermaid measures what it draws, so it gets a place as wide as the holder, out of sight. */
async function draw(mermaid: Mermaid, source: string, holder: HTMLElement): Promise<string> {
  const place = document.createElement("div");
  place.className = "drawing measured";
  place.style.width = `${holder.clientWidth}px`;
  holder.closest("#page")?.append(place);
  mermaid.initialize(configuration());
  try {
    const { svg } = await mermaid.render(`diagram-${++lastId}`, source, place);
    return svg;
  } catch (error) {
    throw isUnknown(error) ? new Error("Not a kind of diagram that Galley can draw.") : error;
  } finally {
    place.remove();
  }
}

/** In the page's colours, as far as the theme of that name does not have its own. */
function configuration(): Record<string, unknown> {
  const page = getComputedStyle(document.documentElement);
  const [font, surface] = [
    page.getPropertyValue("--galley-font-ui"),
    page.getPropertyValue("--galley-surface"),
  ];
  return {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme: theme(),
    ...(font === "" ? {} : { fontFamily: font }),
    ...(surface === "" ? {} : { themeVariables: { background: surface, edgeLabelBackground: surface } }),
  };
}

function isUnknown(error: unknown): boolean {
  return error instanceof Error && error.name === "UnknownDiagramError";
}

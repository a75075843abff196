/** Where something is, in pixels from the top of what is seen. */
export interface Box {
  top: number;
  bottom: number;
}

/** What is seen of the frame's document. */
export interface Viewport {
  /** In pixels. */
  readonly height: number;
  /** How far the document is scrolled, in pixels. */
  readonly scrolled: number;
  /** Of the whole document, in pixels. */
  readonly length: number;
  scrollTo(y: number): void;
  /** Leaves so many pixels blank above and below the page. */
  surround(above: number, below: number): void;
  box(element: Element): Box;
}

export const frameViewport: Viewport = {
  get height() {
    return window.innerHeight;
  },
  get scrolled() {
    return window.scrollY;
  },
  get length() {
    return document.documentElement.scrollHeight;
  },
  scrollTo: (top) => window.scrollTo({ top, behavior: "instant" }),
  surround: (above, below) => {
    const { style } = document.documentElement;
    style.setProperty("--galley-room-above", `${above}px`);
    style.setProperty("--galley-room-below", `${below}px`);
  },
  box: (element) => element.getBoundingClientRect(),
};

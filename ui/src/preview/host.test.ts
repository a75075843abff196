import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PreviewHost } from "./index";

const callbacks = {
  linkClicked: vi.fn(),
  scrolled: vi.fn(),
  clicked: vi.fn(),
  ticked: vi.fn(),
  ready: vi.fn(),
  linksSeen: vi.fn(),
  networkImagesWanted: vi.fn(),
  wanted: vi.fn(),
  found: vi.fn(),
  key: vi.fn(),
};
const patch = { start: 0, removed: 0, blocks: [], shift: 0 };
const whole = { ids: "", places: [], start: 0, html: [] };
const look = { theme: "light" as const, sheets: null, networkImages: false, page: null };
let posted: ReturnType<typeof vi.fn>;
let frameWindow: Window;
let iframe: Pick<HTMLIFrameElement, "contentWindow" | "src" | "getBoundingClientRect"> & {
  sandbox: { toggle: ReturnType<typeof vi.fn> };
};
let host: PreviewHost;

beforeEach(() => {
  Object.values(callbacks).forEach((callback) => callback.mockReset());
  posted = vi.fn();
  frameWindow = { postMessage: posted } as unknown as Window;
  const getBoundingClientRect = () => ({ top: 40, bottom: 640 }) as DOMRect;
  iframe = { contentWindow: frameWindow, src: "", sandbox: { toggle: vi.fn() }, getBoundingClientRect };
  host = new PreviewHost(iframe as unknown as HTMLIFrameElement, "preview://localhost/", callbacks);
});
afterEach(() => host.destroy());

function say(data: unknown, source: Window = frameWindow): void {
  const event = new MessageEvent("message", { data });
  Object.defineProperty(event, "source", { value: source });
  window.dispatchEvent(event);
}

describe("the preview", () => {
  it("keeps messages until the frame is ready, in order", () => {
    host.look(look);
    host.reset(whole);
    expect(posted).not.toHaveBeenCalled();
    say({ type: "ready" });
    expect(posted.mock.calls).toEqual([
      [{ type: "look", ...look }, "*"],
      [{ type: "reset", whole }, "*"],
    ]);
    expect(callbacks.ready).toHaveBeenCalledOnce();
    host.patch(patch);
    expect(posted).toHaveBeenLastCalledWith({ type: "patch", patch }, "*");
  });

  it("sends reactive state as plain data", () => {
    const tags = new Proxy(["one"], {});
    const page = new Proxy({ title: "A", date: null, minutes: 1, tags, draft: false }, {});
    say({ type: "ready" });
    host.look({ ...look, theme: "dark", sheets: new Proxy(["a.css"], {}), page });
    expect(() => structuredClone(posted.mock.calls[0]?.[0] as unknown)).not.toThrow();
  });

  it("tells a frame that loaded again how to look", () => {
    say({ type: "ready" });
    host.look(look);
    posted.mockReset();
    say({ type: "ready" });
    expect(posted.mock.calls).toEqual([[{ type: "look", ...look }, "*"]]);
    expect(callbacks.ready).toHaveBeenCalledTimes(2);
  });

  it("loads again when asked to, and sends nothing to the frame that goes", () => {
    say({ type: "ready" });
    host.look(look);
    posted.mockReset();
    host.reload();
    host.patch(patch);
    expect(posted).not.toHaveBeenCalled();
    say({ type: "ready" });
    expect(posted.mock.calls).toEqual([[{ type: "look", ...look }, "*"]]);
    expect(callbacks.ready).toHaveBeenCalledTimes(2);
  });

  it("loads the frame as one that may hold players when one is asked for, and plays it there", () => {
    const player = { player: "https://player.vimeo.com/video/1", line: 4, y: -20 };
    say({ type: "ready" });
    say({ type: "player", ...player });
    expect(iframe.sandbox.toggle).toHaveBeenLastCalledWith("allow-same-origin", true);
    expect(iframe.src).toBe("preview://localhost/?players");
    posted.mockReset();
    host.reset(whole);
    expect(posted).not.toHaveBeenCalled();
    say({ type: "ready" });
    host.reset(whole);
    expect(posted.mock.calls).toEqual([
      [{ type: "reset", whole }, "*"],
      [{ type: "play", ...player }, "*"],
    ]);
    host.reset(whole);
    expect(posted).toHaveBeenCalledTimes(3);
  });

  it("goes back to the strict sandbox with another post", () => {
    say({ type: "ready" });
    host.withoutPlayers();
    expect(iframe.sandbox.toggle).not.toHaveBeenCalled();
    say({ type: "player", player: "https://player.vimeo.com/video/1", line: 4, y: 0 });
    say({ type: "ready" });
    host.withoutPlayers();
    expect(iframe.sandbox.toggle).toHaveBeenLastCalledWith("allow-same-origin", false);
    expect(iframe.src).toBe("preview://localhost/");
    say({ type: "ready" });
    posted.mockReset();
    host.reset(whole);
    expect(posted.mock.calls).toEqual([[{ type: "reset", whole }, "*"]]);
  });

  it("hands on what the frame says", () => {
    say({ type: "link", href: "a" });
    say({ type: "scrolled", line: 3, y: 100, heard: 0 });
    const ticked = { type: "ticked", line: 1, lines: 1, nth: 0, checked: true };
    say(ticked);
    const clicked = { type: "clicked", line: 1, lines: 1, word: "a", nth: 0, at: 0 };
    say(clicked);
    say({ type: "links", hrefs: ["a.md"] });
    expect(callbacks.linksSeen).toHaveBeenCalledWith(["a.md"]);
    say({ type: "network-images" });
    expect(callbacks.networkImagesWanted).toHaveBeenCalledOnce();
    expect(callbacks.ticked).toHaveBeenCalledWith(ticked);
    expect(callbacks.clicked).toHaveBeenCalledWith(clicked);
    say({ type: "wanted", ids: ["b"], entire: true });
    say({ type: "found", count: 2, at: 1 });
    expect(callbacks.found).toHaveBeenCalledWith(2, 1);
    expect(callbacks.wanted).toHaveBeenCalledWith(["b"], true);
    expect(callbacks.linkClicked).toHaveBeenCalledWith("a");
    expect(callbacks.scrolled).toHaveBeenCalledWith(3, 140);
  });

  it("speaks of heights of the window, the frame of its own", () => {
    say({ type: "ready" });
    host.align(7.5, 240);
    expect(posted).toHaveBeenLastCalledWith({ type: "align", line: 7.5, y: 200 }, "*");
    host.caret(7);
    expect(posted).toHaveBeenLastCalledWith({ type: "caret", line: 7 }, "*");
  });

  it("does not follow what the frame said before it heard which line is wanted of it", () => {
    say({ type: "ready" });
    host.align(7.5, 240);
    host.align(8, 240);
    say({ type: "scrolled", line: 3, y: 100, heard: 1 });
    expect(callbacks.scrolled).not.toHaveBeenCalled();
    say({ type: "scrolled", line: 8, y: 200, heard: 2 });
    expect(callbacks.scrolled).toHaveBeenCalledOnce();
  });

  it("counts what was wanted of a frame from its load on", () => {
    host.align(1, 240);
    say({ type: "ready" });
    say({ type: "scrolled", line: 3, y: 100, heard: 1 });
    expect(callbacks.scrolled).toHaveBeenCalledOnce();
    host.reload();
    host.align(2, 240);
    say({ type: "ready" });
    say({ type: "scrolled", line: 4, y: 100, heard: 0 });
    expect(callbacks.scrolled).toHaveBeenCalledTimes(2);
  });

  it("hears nobody else, and nothing malformed", () => {
    say({ type: "link", href: "a" }, window);
    say({ type: "link", href: 1 });
    expect(callbacks.linkClicked).not.toHaveBeenCalled();
  });

  it("answers code with its tokens", async () => {
    say({ type: "ready" });
    say({ type: "code", key: 9, language: "json", text: "1" });
    await vi.waitFor(() =>
      expect(posted).toHaveBeenCalledWith({ type: "tokens", key: 9, tokens: [[0, 1, "tok-number"]] }, "*"),
    );
  });

  it("is silent once destroyed", () => {
    host.destroy();
    say({ type: "ready" });
    expect(callbacks.ready).not.toHaveBeenCalled();
  });
});

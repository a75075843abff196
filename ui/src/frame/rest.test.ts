import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeNear } from "./fake-near";
import { fakeBlock, fakeWhole } from "./fake-post";
import type { FrameMessage } from "./messages";
import { Page } from "./page";
import { piecesOf, textOf } from "./text";

const START = "<p>the start</p><galley-rest></galley-rest>";
const ALL = "<p>the start and the rest</p>";

let root: HTMLElement;
let page: Page;
let sent: FrameMessage[];

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", FakeNear);
  sent = [];
  root = document.createElement("main");
  document.body.replaceChildren(root);
  page = new Page(root, (message) => void sent.push(message));
  const blocks = [fakeBlock("above"), fakeBlock("long", 1, START), fakeBlock("below", 2)];
  page.receive({ type: "reset", whole: fakeWhole(blocks) });
});

const { id } = fakeBlock("long");
const wanted = () => sent.filter((message) => message.type === "wanted");
const text = (): string => root.querySelector("#body")!.textContent;

describe("a very long block", () => {
  it("says that only its start is shown, which is no text of the post", () => {
    const block = root.querySelectorAll<HTMLElement>(".block")[1]!;
    expect(block.querySelector("galley-rest")?.textContent).toContain("only its start is shown");
    expect(textOf(piecesOf(block))).toBe("the start");
    expect(wanted()).toEqual([]);
  });

  it("is shown whole in its place when the reader wants it, asked for once", () => {
    const neighbours = [...root.querySelectorAll(".block")];
    root.querySelector<HTMLElement>("galley-rest button")?.click();
    root.querySelector<HTMLElement>("galley-rest button")?.click();
    expect(wanted()).toEqual([{ type: "wanted", ids: [id], entire: true }]);
    page.receive({ type: "html", blocks: [{ id, html: ALL }] });
    expect(text()).toBe("abovethe start and the restbelow");
    const blocks = [...root.querySelectorAll(".block")];
    expect([blocks[0], blocks[2]]).toEqual([neighbours[0], neighbours[2]]);
    expect(blocks).toHaveLength(3);
    expect(wanted()).toHaveLength(1);
  });

  it("that the host does not have any more is not asked for for ever", () => {
    root.querySelector<HTMLElement>("galley-rest button")?.click();
    page.receive({ type: "html", blocks: [] });
    expect(wanted()).toHaveLength(1);
    expect(text()).toContain("the start");
  });

  it("ends where no more of it can be shown, and is not asked for again", () => {
    root.querySelector<HTMLElement>("galley-rest button")?.click();
    const html = '<p>the start and more</p><galley-rest data-end=""></galley-rest>';
    page.receive({ type: "html", blocks: [{ id, html }] });
    expect(root.querySelector("galley-rest")?.textContent).toContain("no more of it is shown");
    expect(root.querySelector("galley-rest button")).toBeNull();
    page.receive({ type: "find", text: "more" });
    expect(wanted()).toHaveLength(1);
  });

  it("is whole where something is looked for", async () => {
    page.receive({ type: "find", text: "rest" });
    expect(wanted()).toEqual([{ type: "wanted", ids: [id], entire: true }]);
    page.receive({ type: "html", blocks: [{ id, html: ALL }] });
    await vi.waitFor(() => expect(sent).toContainEqual({ type: "found", count: 1, at: 1 }));
  });

  describe("that was shown whole", () => {
    const block = (): Element => root.querySelectorAll("#body > .block")[1]!;
    const patch = (name: string, html = START, start = 1): void => {
      const blocks = [fakeBlock(name, 1, html)];
      page.receive({ type: "patch", patch: { start, removed: 1, blocks, shift: 0 } });
    };
    const idOf = (name: string): string => fakeBlock(name).id;
    const answer = (name: string, html: string): void =>
      page.receive({ type: "html", blocks: [{ id: idOf(name), html }] });

    beforeEach(() => {
      vi.useFakeTimers();
      root.querySelector<HTMLElement>("galley-rest button")?.click();
      answer("long", ALL);
      sent.length = 0;
    });
    afterEach(() => void vi.useRealTimers());

    it("stays whole with a key in it, and is as it is now when the keys rest", () => {
      const element = block();
      patch("long1");
      vi.advanceTimersByTime(400);
      patch("long2");
      vi.advanceTimersByTime(400);
      expect(block()).toBe(element);
      expect(text()).toContain("and the rest");
      expect(wanted()).toEqual([]);
      vi.advanceTimersByTime(400);
      expect(wanted()).toEqual([{ type: "wanted", ids: [idOf("long2")], entire: true }]);
      answer("long2", "<p>the start and the new rest</p>");
      expect(text()).toBe("abovethe start and the new restbelow");
      vi.runAllTimers();
      expect(wanted()).toHaveLength(1);
    });

    it("is not asked for again with each key that comes while the host makes it", () => {
      patch("long1");
      vi.advanceTimersByTime(1_000);
      patch("long2");
      answer("long1", "<p>late</p>");
      expect(wanted()).toHaveLength(1);
      expect(text()).toContain("the start and the rest");
      vi.advanceTimersByTime(1_000);
      expect(wanted()).toHaveLength(2);
    });

    it("takes no click on a box while it is as it was", () => {
      const box = '<ul><li><input type="checkbox" disabled> a</li></ul>';
      patch("long1");
      vi.runAllTimers();
      answer("long1", box);
      const click = (): void => root.querySelector<HTMLElement>("input")!.click();
      const ticks = () => sent.filter(({ type }) => type === "ticked");
      click();
      expect(ticks()).toHaveLength(1);
      patch("long2");
      click();
      expect(ticks()).toHaveLength(1);
    });

    it("is shown by its start again when it got too long to be whole", () => {
      patch("long1");
      vi.runAllTimers();
      answer("long1", '<p>the start and more</p><galley-rest data-end=""></galley-rest>');
      expect(text()).toContain("the start and more");
      patch("long2");
      expect(root.querySelector("galley-rest")?.textContent).toContain("only its start is shown");
      vi.runAllTimers();
      expect(wanted()).toHaveLength(1);
    });

    it("gives way to a short one, and to another post", () => {
      patch("long1", "<p>short</p>");
      expect(text()).toBe("aboveshortbelow");
      patch("long2");
      page.receive({ type: "reset", whole: fakeWhole([fakeBlock("other")]) });
      vi.runAllTimers();
      expect(wanted()).toEqual([]);
    });

    it("is the one that is kept, not its neighbour", () => {
      const blocks = [fakeBlock("new", 1, START), fakeBlock("newer", 2), fakeBlock("long", 3, START)];
      const element = block();
      page.receive({ type: "patch", patch: { start: 1, removed: 1, blocks, shift: 2 } });
      expect(root.querySelectorAll("#body > .block")[3]).toBe(element);
      expect(text()).toContain("newerthe start and the restbelow");
    });
  });
});

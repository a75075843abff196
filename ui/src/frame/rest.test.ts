import { beforeEach, describe, expect, it, vi } from "vitest";
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
});

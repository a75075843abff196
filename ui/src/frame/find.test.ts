import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Body } from "./body";
import { FakeLayout } from "./fake-layout";
import { fakeBlock, fakeWhole } from "./fake-post";
import { Find } from "./find";
import type { FrameMessage } from "./messages";
import { Scroll } from "./scroll";
import { Supply } from "./supply";

class FakeHighlight extends Set<Range> {
  priority = 0;
}
const highlights = new Map<string, FakeHighlight>();

let root: HTMLElement;
let body: Body;
let supply: Supply;
let finding: Find;
let sent: FrameMessage[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("Highlight", FakeHighlight);
  vi.stubGlobal("CSS", { highlights });
  highlights.clear();
  Range.prototype.getBoundingClientRect = () => ({ top: 10, bottom: 20 }) as DOMRect;
  sent = [];
  root = document.createElement("article");
  document.body.replaceChildren(root);
  const layout = new FakeLayout(root, () => 46);
  const send = (message: FrameMessage): void => void sent.push(message);
  body = new Body(root, [], layout, (entries) => supply.near(entries));
  supply = new Supply(body.list, send);
  const scroll = new Scroll(body, layout, send);
  finding = new Find(root, body, { scroll, supply, viewport: layout, send });
});
afterEach(() => {
  finding.end();
  vi.useRealTimers();
});

function show(count: number, known = count): void {
  const blocks = Array.from({ length: count }, (_, i) =>
    fakeBlock(`b${i}`, i, i < known ? `<p>text <b>num</b>ber ${i}</p>` : null),
  );
  body.reset(fakeWhole(blocks));
}

async function find(text: string): Promise<void> {
  void finding.look(text);
  await vi.runAllTimersAsync();
}

const told = () => sent.filter((message) => message.type === "found").at(-1);
const marked = (name: string) => [...(highlights.get(name) ?? [])].map((range) => range.toString());

describe("finding", () => {
  it("counts in all of the page, marks what is shown, and goes around", async () => {
    show(1_000);
    await find("NUMBER 99");
    expect(told()).toEqual({ type: "found", count: 11, at: 1 });
    expect(marked("found-current")).toEqual(["number 99"]);
    finding.step(1);
    expect(told()).toMatchObject({ at: 2 });
    expect(root.textContent).toContain("number 990");
    expect(marked("found-current")).toEqual(["number 99"]);
    expect(marked("found").length).toBeGreaterThan(5);
    finding.step(-1);
    finding.step(-1);
    expect(told()).toMatchObject({ at: 11 });
  });

  it("leaves the blocks as they are, and nothing marked at its end", async () => {
    show(3);
    const before = root.innerHTML;
    await find("number");
    expect(marked("found")).toHaveLength(2);
    expect(root.innerHTML).toBe(before);
    await find("");
    expect([...marked("found"), ...marked("found-current")]).toEqual([]);
  });

  it("asks for the HTML that is not here first", async () => {
    show(300, 250);
    await find("number 299");
    expect(told()).toBeUndefined();
    const wanted = sent.find((message) => message.type === "wanted");
    const blocks = (wanted?.ids ?? []).map((id) => ({ id, html: `<p>number ${id.replace(/\D/g, "")}</p>` }));
    supply.arrived(blocks);
    body.filled();
    await vi.runAllTimersAsync();
    expect(told()).toEqual({ type: "found", count: 1, at: 1 });
    expect(marked("found-current")).toEqual(["number 299"]);
  });

  it("follows what is written, and stays at its place", async () => {
    show(5);
    await find("number");
    finding.step(1);
    const blocks = [fakeBlock("new", 0, "<p>number number</p>")];
    body.patch({ start: 0, removed: 1, blocks, shift: 0 });
    finding.changed();
    await vi.runAllTimersAsync();
    expect(told()).toEqual({ type: "found", count: 6, at: 3 });
  });

  it("tells when there is nothing", async () => {
    show(5);
    await find("zebra");
    expect(told()).toEqual({ type: "found", count: 0, at: 0 });
    finding.step(1);
    expect(told()).toEqual({ type: "found", count: 0, at: 0 });
  });
});

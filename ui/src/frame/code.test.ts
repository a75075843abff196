import { beforeEach, describe, expect, it, vi } from "vitest";
import { CodeColours } from "./code";
import { FakeNear } from "./fake-near";
import type { FrameMessage } from "./messages";

let sent: FrameMessage[];

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", FakeNear);
  sent = [];
});

describe("the colours of very long code", () => {
  it("are asked for of its start, and the rest stays plain", () => {
    const block = document.createElement("div");
    const text = "let a\n".repeat(20_000);
    block.innerHTML = `<pre><code class="language-js">${text}</code></pre>`;
    document.body.replaceChildren(block);
    const colours = new CodeColours((message) => void sent.push(message));
    colours.added(block, null);
    FakeNear.near(block);
    const [asked] = sent.filter((message) => message.type === "code");
    expect(text.startsWith(asked!.text)).toBe(true);
    expect(asked!.text.length).toBeLessThan(30_000);
    colours.colour(asked!.key, [[0, 3, "tok-keyword"]]);
    expect(block.querySelectorAll("span")).toHaveLength(1);
    expect(block.textContent).toBe(text);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { Images } from "./images";
import type { FrameMessage } from "./messages";

const sent: FrameMessage[] = [];
let block: HTMLElement;
let images: Images;

beforeEach(() => {
  sent.length = 0;
  block = document.createElement("div");
  images = new Images(block, (message) => void sent.push(message));
});

function show(html: string): void {
  block.innerHTML = html;
  images.added(block, null);
}

describe("pictures on another site", () => {
  it("are asked for by one button, which is no part of a link around it", () => {
    show('<p><a href="/x"><img data-remote="https://a.example/x.png" alt=""></a></p>');
    const event = new MouseEvent("click", { bubbles: true, cancelable: true });
    block.querySelector("button")?.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(sent).toEqual([{ type: "network-images" }]);
  });

  it("are loaded where that is allowed, but never without encryption", () => {
    images.fromNetwork = true;
    show('<p><img data-remote="https://a.example/x.png"><img data-remote="http://a.example/y.png"></p>');
    const shown = [...block.querySelectorAll("img")];
    expect(shown.map((image) => image.getAttribute("src"))).toEqual(["https://a.example/x.png"]);
    expect(block.querySelector(".no-image")?.textContent).toContain("http://a.example/y.png");
    expect(block.querySelector("button")).toBeNull();
  });
});

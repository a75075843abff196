import { beforeEach, expect, it, vi } from "vitest";
import { Embeds } from "./embeds";

const PLAYER = "https://player.vimeo.com/video/1?a=1&b=2";
const ask = vi.fn();
let root: HTMLElement;
let embeds: Embeds;

beforeEach(() => {
  ask.mockReset();
  root = document.createElement("main");
  document.body.replaceChildren(root);
  embeds = new Embeds(root, ask, { mayLoad: true, isOnWeb: false });
});

function show(player: string, attributes = ""): void {
  const block = document.createElement("div");
  const card = `<div class="embed" data-src="${player}" data-player="${player}" title="A film" ${attributes}>`;
  block.innerHTML = `${card.replaceAll("&", "&amp;")}Vimeo</div>`;
  root.append(block);
  embeds.added(block);
}

const frame = (): HTMLIFrameElement | null => root.querySelector("iframe");
const button = (): HTMLButtonElement => root.querySelector("button")!;

it("a known player is a button with its name, beside its address", () => {
  show(PLAYER);
  expect(frame()).toBeNull();
  expect(button().getAttribute("aria-label")).toBe("Load it here: Vimeo: A film");
  expect(root.querySelector("b")?.textContent).toBe("Vimeo: A film");
  expect(root.querySelector("a")?.getAttribute("href")).toBe(PLAYER);
  expect(root.querySelector("a")?.textContent).toBe(PLAYER);
});

it("a click loads it in place, in a sandbox and without powers", () => {
  show(PLAYER);
  button().focus();
  button().click();
  expect(frame()?.getAttribute("src")).toBe(PLAYER);
  expect(frame()?.getAttribute("sandbox")).toBe("allow-scripts allow-same-origin allow-presentation");
  expect(frame()?.getAttribute("allow")).toBe("");
  expect(frame()?.hasAttribute("allowfullscreen")).toBe(false);
  expect(frame()?.referrerPolicy).toBe("no-referrer");
  expect(frame()?.title).toBe("Vimeo: A film");
  expect(document.activeElement).toBe(frame());
  expect(root.querySelector("button")).toBeNull();
  expect(root.querySelector("a")?.getAttribute("href")).toBe(PLAYER);
  expect(ask).not.toHaveBeenCalled();
});

it("it is as large as the post has it", () => {
  show(PLAYER, 'width="640" height="360"');
  button().click();
  expect(frame()?.style.width).toBe("640px");
  expect(frame()?.style.aspectRatio).toBe("640 / 360");
  root.replaceChildren();
  show(PLAYER, 'width="100%" height="166"');
  button().click();
  expect(frame()?.style.width).toBe("");
  expect(frame()?.style.height).toBe("166px");
});

it("in a document that may hold none it is asked for, and loaded when its card is there", () => {
  embeds = new Embeds(root, ask, { mayLoad: false, isOnWeb: false });
  show(PLAYER);
  button().click();
  expect(frame()).toBeNull();
  expect(ask).toHaveBeenCalledWith(root.querySelector(".embed"), PLAYER);
  root.replaceChildren();
  embeds = new Embeds(root, ask, { mayLoad: true, isOnWeb: false });
  embeds.play(PLAYER);
  show(PLAYER);
  expect(frame()?.getAttribute("src")).toBe(PLAYER);
  show(PLAYER);
  expect(root.querySelectorAll("iframe")).toHaveLength(1);
});

it("a film of YouTube is loaded where the page has an address to tell it, else opened in the browser", () => {
  const film = "https://www.youtube-nocookie.com/embed/x";
  show(film);
  expect(root.querySelector("button")).toBeNull();
  expect(root.querySelector("a")).not.toBeNull();
  root.replaceChildren();
  embeds = new Embeds(root, ask, { mayLoad: true, isOnWeb: true });
  show(film);
  button().click();
  expect(frame()?.referrerPolicy).toBe("strict-origin-when-cross-origin");
});

it("a frame of the blog itself has nothing to open", () => {
  const block = document.createElement("div");
  block.innerHTML = '<div class="embed">javascript:alert(1)</div>';
  embeds.added(block);
  expect(block.querySelector("a, button")).toBeNull();
  expect(block.textContent).toBe("javascript:alert(1)");
});

import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { post } from "../ipc/fake-post";
import { MinuteClock } from "../state/clock";
import { manyFiles } from "../state/fake-app";
import { openWindow, typeInto, until } from "./fake-window";
import PostRow from "./PostRow.svelte";

function select(element: HTMLSelectElement, value: string): void {
  element.value = value;
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

describe("the list in the window", () => {
  it("goes to its end by a key and opens the last post, of five thousand", async () => {
    const { app, get, key } = await openWindow({}, manyFiles(5_000));
    expect(get("post-list").getAttribute("aria-rowcount")).toBe("5000");
    get("post-list").focus();
    await key("End");
    await key("Enter");
    await until(() => expect(app.desk.current?.path).toBe("4999.md"));
    get("post-list").focus();
    await key("Home");
    await key("ArrowDown");
    await key("Enter");
    await until(() => expect(app.desk.current?.path).toBe("0001.md"));
  });

  it("narrows to a tag, says so in a chip, and widens by it", async () => {
    const { get, all, key } = await openWindow();
    await key("O", { ctrlKey: true, shiftKey: true });
    await until(() => expect(document.activeElement).toBe(get("list-group")));
    expect(get("list-tag").textContent).toContain("notes (2)");
    expect(all("list-language")).toEqual([]);
    select(get<HTMLSelectElement>("list-tag"), "notes");
    await until(() => expect(all("post-row")).toHaveLength(2));
    expect(get("status-all").textContent.trim()).toBe("All 2");
    expect(get("tag-filter").textContent).toContain("tagged notes");
    get("tag-filter").click();
    await until(() => expect(all("post-row").length).toBeGreaterThan(2));
    expect(all("tag-filter")).toEqual([]);
  });

  it("narrows to a language of those that the posts have", async () => {
    const files = { "a.de.md": "Eins\n", "a.en.md": "One\n", "b.en.md": "Two\n" };
    const { get, all } = await openWindow({}, files);
    get("list-order").click();
    await until(() => expect(get("list-language").textContent).toContain("en (2)"));
    select(get<HTMLSelectElement>("list-language"), "de");
    await until(() => expect(all("post-row").map((row) => row.dataset["path"])).toEqual(["a.de.md"]));
    expect(get("language-filter").textContent).toContain("de");
  });

  it("groups by what is chosen, in words", async () => {
    const { get, all } = await openWindow();
    get("list-order").click();
    await until(() => expect(all("list-group")).toHaveLength(1));
    select(get<HTMLSelectElement>("list-group"), "state");
    await until(() =>
      expect(all("list-heading").map((row) => row.textContent)).toEqual(["Drafts 1", "Published 4"]),
    );
  });

  it("opens what was found in a text by the keys, at the words", async () => {
    const { app, get, all, key, text } = await openWindow();
    await key("F", { ctrlKey: true, shiftKey: true });
    await until(() => expect(document.activeElement).toBe(get("filter")));
    typeInto(get<HTMLInputElement>("filter"), "RAINED three");
    await until(() => expect(all("text-row")).toHaveLength(1));
    expect(get("texts-heading").textContent).toBe("In the text 1");
    expect([...get("text-row").querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
      "rained",
      "three",
    ]);
    await key("ArrowDown");
    await until(() => expect(get("text-row").dataset["active"]).toBe("true"));
    await key("Enter");
    await until(() => expect(app.desk.current?.path).toBe("field-notes.md"));
    await until(() => expect(app.desk.caret).toBe(text().indexOf("rained")));
  });

  it("marks what was typed in the titles", async () => {
    const { get, all } = await openWindow();
    typeInto(get<HTMLInputElement>("filter"), "quiet");
    await until(() => expect(all("post-row")).toHaveLength(1));
    expect(get("post-row").querySelector("mark")?.textContent).toBe("quiet");
  });
});

describe("a scheduled post", () => {
  afterEach(() => void vi.useRealTimers());

  it("tells when it appears as time passes, and costs no timer when it is out of sight", async () => {
    vi.useFakeTimers({ now: 0 });
    const scheduled = post("p.md", { state: "scheduled", until: 7_210 });
    const row = { type: "posts" as const, key: "p.md", post: scheduled, versions: [scheduled], marks: [] };
    const nothing = (): undefined => undefined;
    const { getByTestId, unmount } = render(PostRow, {
      row,
      id: "row",
      index: 0,
      state: "scheduled",
      openPath: null,
      active: false,
      chosen: false,
      onopen: nothing,
      ontoggle: nothing,
      onmenu: nothing,
      why: () => Promise.resolve(""),
      clock: new MinuteClock(),
    });
    expect(getByTestId("badge").textContent).toBe("in 2 hours");
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    await tick();
    expect(getByTestId("badge").textContent).toBe("in 1 hour");
    unmount();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

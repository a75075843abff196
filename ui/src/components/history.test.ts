import axe from "axe-core";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import { openWindow, until, type FakeWindow } from "./fake-window";

const post = "---\ntitle: T\n---\n\nA quiet river.\n\nThe end.\n";

async function openHistory(versions: string[]): Promise<FakeWindow> {
  const opened = await openWindow({}, { "a.md": post });
  for (const text of versions) opened.backend.keepVersion("a.md", text, "saved");
  opened.app.layout.openDialog("history");
  return opened;
}

const older = post.replace("quiet", "wild");

describe("the versions of a post", () => {
  it("are shown with the newest selected, and walked through by the keys", async () => {
    const { all, get, key } = await openHistory([older, post]);
    await until(() => expect(all("history-version")).toHaveLength(2));
    await until(() => expect(document.activeElement).toBe(get("history-list")));
    expect(get("history-comparison").textContent).toContain("No difference.");
    await key("ArrowDown");
    await until(() => expect(get("history-comparison").querySelector("del")?.textContent).toContain("wild"));
    expect(get("history-comparison").querySelector("ins")?.textContent).toContain("quiet");
    const selected = all("history-version").map((row) => row.getAttribute("aria-selected"));
    expect(selected).toEqual(["false", "true"]);
  });

  it("are restored by Enter, and undo brings the text back", async () => {
    const { app, all, key, text } = await openHistory([older, post]);
    await until(() => expect(all("history-version")).toHaveLength(2));
    await until(() => expect(document.activeElement?.getAttribute("role")).toBe("listbox"));
    await key("End");
    await key("Enter");
    await until(() => expect(text()).toBe(older));
    await until(() => expect(all("history-dialog")).toHaveLength(0));
    expect(app.desk.editor?.undo()).toBe(true);
    expect(text()).toBe(post);
  });

  it("show their pages in a frame of their own", async () => {
    const { all, get } = await openHistory([older, post]);
    await until(() => expect(all("history-version")).toHaveLength(2));
    get("history-look-page").click();
    await until(() => expect(all("history-page")).toHaveLength(1));
    expect(get("history-page").getAttribute("sandbox")).toBe("allow-scripts");
  });

  it("say that there are none yet", async () => {
    const { all, get } = await openHistory([]);
    await until(() => expect(all("history-empty")).toHaveLength(1));
    expect(get("history-empty").textContent).toContain("There are no versions yet");
  });

  it("are drawn in batches when there are many", async () => {
    const many = Array.from({ length: 450 }, (_, n) => post.replace("quiet", `${String(n)} times quiet`));
    const { all, key } = await openHistory(many);
    await until(() => expect(all("history-version")).toHaveLength(200));
    await until(() => expect(document.activeElement?.getAttribute("role")).toBe("listbox"));
    await key("End");
    await tick();
    expect(all("history-version").at(-1)?.getAttribute("aria-selected")).toBe("true");
    expect(all("history-version")).toHaveLength(450);
  });

  it("of a paragraph are those in which it changed", async () => {
    const opened = await openWindow({}, { "a.md": post });
    for (const text of [older, `${older}\nMore.\n`, post]) opened.backend.keepVersion("a.md", text, "saved");
    const { app, all, get } = opened;
    app.desk.editor?.setCaret(app.desk.current?.id ?? 0, post.indexOf("river"));
    app.layout.openDialog("paragraph-history");
    await until(() => expect(all("history-version")).toHaveLength(2));
    expect(get("history-comparison").querySelector("ins")?.textContent).toContain("A quiet river.");
  });

  it("have names for every control", async () => {
    const { all, get } = await openHistory([older, post]);
    await until(() => expect(all("history-version")).toHaveLength(2));
    const { violations } = await axe.run(get("history-dialog"), {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
});

describe("deleted posts", () => {
  it("are listed, and come back where they were", async () => {
    const { app, backend, all, get } = await openWindow({}, { "a.md": post, "b.md": older });
    backend.keepVersion("b.md", older, "deleted");
    backend.changeOutside("b.md", null);
    app.layout.openDialog("deleted-posts");
    await until(() => expect(all("deleted-post")).toHaveLength(1));
    expect(get("deleted-post").textContent).toContain("b.md");
    get("bring-back").click();
    await until(() => expect(app.desk.current?.path).toBe("b.md"));
    expect(backend.files.get("b.md")).toBe(older);
    expect(all("deleted-posts-dialog")).toHaveLength(0);
  });

  it("are none at first", async () => {
    const { app, all } = await openWindow({}, { "a.md": post });
    app.layout.openDialog("deleted-posts");
    await until(() => expect(all("deleted-posts-empty")).toHaveLength(1));
  });
});

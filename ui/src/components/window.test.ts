import axe from "axe-core";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import { openWindow, typeInto, until } from "./fake-window";

async function seriousViolations(): Promise<string[]> {
  // Colours need a layout engine, and the frame's document is not ours; both are checked elsewhere.
  const rules = { "color-contrast": { enabled: false } };
  const { violations } = await axe.run(document.body, { rules, iframes: false });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

describe("the window", () => {
  it("has no serious fault of accessibility, with a post, without a folder, in each dialog", async () => {
    const { app, all } = await openWindow();
    expect(await seriousViolations()).toEqual([]);
    for (const dialog of ["new-post", "settings", "shortcuts"] as const) {
      app.layout.openDialog(dialog);
      await until(() => expect(all(`${dialog}-dialog`)).toHaveLength(1));
      expect(await seriousViolations()).toEqual([]);
      app.layout.closeDialog();
      await tick();
    }
  }, 30_000);

  it("is not led away by a link that is dropped on it, and takes it as text where one writes", async () => {
    const { get } = await openWindow();
    const refused = (target: Element): boolean => {
      const drop = new Event("drop", { bubbles: true, cancelable: true });
      target.dispatchEvent(drop);
      return drop.defaultPrevented;
    };
    expect(refused(document.body)).toBe(true);
    expect(refused(get("filter"))).toBe(false);
  });

  it("offers to open a folder when none is open", async () => {
    const { get, app } = await openWindow({ open: false, session: { recent: ["/old"] } });
    expect(await seriousViolations()).toEqual([]);
    get("open-folder").click();
    await until(() => expect(app.blog.root).toBe("/blog"));
  });

  it("lists the posts and opens one by the keys", async () => {
    const { app, all, get, key } = await openWindow();
    await until(() => expect(all("post-row").length).toBeGreaterThan(1));
    expect(all("post-row")[0]?.dataset).toMatchObject({ path: "a-quiet-place-to-write.md", status: "draft" });
    await key("F", { ctrlKey: true, shiftKey: true });
    await until(() => expect(document.activeElement).toBe(get("filter")));
    typeInto(get<HTMLInputElement>("filter"), "nature");
    await tick();
    await key("ArrowDown");
    expect(document.activeElement).toBe(get("post-list"));
    await key("Enter");
    await until(() => expect(app.desk.current?.path).toBe("field-notes.md"));
    expect(get("status-all").textContent.trim()).toBe("All 1");
  });

  it("toggles a draft in the list without opening the post", async () => {
    const { app, all, backend } = await openWindow();
    const row = (): HTMLElement | undefined =>
      all("post-row").find((found) => found.dataset["path"] === "field-notes.md");
    await until(() => expect(row()).toBeDefined());
    row()?.querySelector("button")?.click();
    await until(() => expect(backend.files.get("field-notes.md")).toContain("draft: true"));
    expect(row()?.dataset["status"]).toBe("draft");
    expect(app.desk.current?.path).toBe("a-quiet-place-to-write.md");
  });

  it("creates a post from its title, and asks for a slug when the title has no letters", async () => {
    const { app, get, all, key, backend } = await openWindow();
    await key("n", { ctrlKey: true });
    await until(() => expect(all("new-post-title")).toHaveLength(1));
    typeInto(get<HTMLInputElement>("new-post-title"), "🌊🌊");
    await until(() => expect(get("new-post-dialog").textContent).toContain("Type a slug"));
    expect(get<HTMLButtonElement>("new-post-create").disabled).toBe(true);
    typeInto(get<HTMLInputElement>("new-post-title"), "Field notes");
    await until(() => expect(get("new-post-file").textContent).toBe("field-notes-2.md"));
    get("new-post-create").click();
    await until(() => expect(app.desk.current?.path).toBe("field-notes-2.md"));
    expect(backend.files.get("field-notes-2.md")).toContain('title: "Field notes"');
    await until(() => expect(all("new-post-dialog")).toHaveLength(0));
  });

  it("opens the post that a link leads to, and says where others lead", async () => {
    const { app, backend } = await openWindow();
    await app.links.follow("field-notes.md#part");
    expect(app.desk.current?.path).toBe("field-notes.md");
    const said = () => app.notices.list.map(({ text }) => text);
    await app.links.follow("nowhere.md");
    expect(said()).toContain("nowhere.md leads to no post of this blog.");
    await app.links.follow("https://example.org/");
    expect(said()).toContain("https://example.org/");
    backend.linkedPost = () => Promise.reject(new Error("the folder is gone"));
    await app.links.follow("other.md");
    expect(said().join()).toContain("other.md could not be followed: Error: the folder is gone");
    expect(app.desk.current?.path).toBe("field-notes.md");
  });

  it("shows the page, publishes from it, and comes back", async () => {
    const { get, all, key, backend } = await openWindow();
    await key("4", { ctrlKey: true });
    expect(get("publish").textContent.trim()).toBe("Publish");
    const frame = get("preview-frame");
    get("publish").click();
    await until(() => expect(backend.files.get("a-quiet-place-to-write.md")).toContain("draft: false"));
    await until(() => expect(get("publish").textContent.trim()).toBe("Unpublish"));
    await key("Escape");
    expect(all("page-preview")).toHaveLength(0);
    expect(get("preview-frame")).toBe(frame);
  });

  it("shows the conflict and keeps mine", async () => {
    const { app, get, all, backend } = await openWindow({ settings: { autosave: false } });
    await app.desk.current?.editHeader({ type: "set_text", path: ["title"], value: "Mine" });
    backend.changeOutside("a-quiet-place-to-write.md", "---\ntitle: Theirs\n---\n");
    await until(() => expect(all("conflict-bar")).toHaveLength(1));
    expect(get("save-status").dataset["status"]).toBe("conflict");
    get("keep-mine").click();
    await until(() => expect(backend.files.get("a-quiet-place-to-write.md")).toContain("title: Mine"));
    await until(() => expect(all("conflict-bar")).toHaveLength(0));
  });

  it("moves its dividers by the arrow keys", async () => {
    const { app, get, key } = await openWindow();
    get("divider-list").focus();
    await key("ArrowRight");
    expect(app.layout.listWidth).toBe(296);
    await key("ArrowLeft", { shiftKey: true });
    expect(app.layout.listWidth).toBe(232);
  });
});

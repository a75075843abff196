import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import { openWindow, typeInto, until } from "../fake-window";

describe("the form", () => {
  it("writes a title with quotes and a colon so that it reads back as typed", async () => {
    const { get, text } = await openWindow();
    const title = get<HTMLInputElement>("field-title");
    typeInto(title, 'He said: "it\'s # done"');
    await until(() => expect(text()).toContain(`title: "He said: \\"it's # done\\""`));
    title.blur();
    await until(() => expect(title.value).toBe('He said: "it\'s # done"'));
  });

  it("sends what was typed before the post is saved", async () => {
    const { get, backend, key } = await openWindow();
    typeInto(get<HTMLInputElement>("field-title"), "Saved at once");
    await key("s", { ctrlKey: true });
    await until(() =>
      expect(backend.files.get("a-quiet-place-to-write.md")).toContain("title: Saved at once"),
    );
  });

  it("is not said to be saved while its typing is not part of the text yet", async () => {
    const { get, backend, key } = await openWindow();
    const status = (): string | undefined => get("save-status").dataset["status"];
    typeInto(get<HTMLInputElement>("field-title"), "Typed just now");
    await tick();
    expect(status()).toBe("dirty");
    await key("s", { ctrlKey: true });
    await until(() => expect(status()).toBe("clean"));
    expect(backend.files.get("a-quiet-place-to-write.md")).toContain("title: Typed just now");
  });

  it("does not take the text from under the writer's hands when the header changes", async () => {
    const { app, get, text } = await openWindow();
    const title = get<HTMLInputElement>("field-title");
    typeInto(title, "Half a ti");
    title.setSelectionRange(2, 2);
    const post = app.desk.current;
    await post?.editHeader({ type: "set_text", path: ["title"], value: "From elsewhere" });
    expect(title.value).toBe("Half a ti");
    expect(title.selectionStart).toBe(2);
    await until(() => expect(text()).toContain("title: Half a ti\n"));
  });

  it("sends nothing while an input method composes", async () => {
    const { get, backend, text } = await openWindow();
    const title = get<HTMLInputElement>("field-title");
    title.dispatchEvent(new Event("compositionstart"));
    typeInto(title, "に");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(backend.calls).not.toContain("headerEdit");
    title.value = "日本";
    title.dispatchEvent(new Event("compositionend"));
    await until(() => expect(text()).toContain("title: 日本\n"));
  });

  it("undoes in the text's history from within a field", async () => {
    const { get, text, key } = await openWindow();
    const before = text();
    const title = get<HTMLInputElement>("field-title");
    typeInto(title, "Other");
    await until(() => expect(text()).toContain("title: Other\n"));
    await key("z", { ctrlKey: true });
    await until(() => expect(text()).toBe(before));
    await until(() => expect(title.value).toBe("A quiet place to write"));
    await key("z", { ctrlKey: true, shiftKey: true });
    await until(() => expect(title.value).toBe("Other"));
  });

  it("does not send half a date, and keeps time and offset when the day changes", async () => {
    const { get, text, key } = await openWindow();
    const before = text();
    const date = get<HTMLInputElement>("field-date");
    typeInto(date, "2025-13");
    await until(() => expect(date.getAttribute("aria-invalid")).toBe("true"));
    date.blur();
    await until(() => expect(date.value).toBe("2025-03-02"));
    expect(text()).toBe(before);
    date.focus();
    date.setSelectionRange(10, 10);
    await key("ArrowUp");
    await until(() => expect(text()).toContain("date: 2025-03-03T09:30:00+01:00\n"));
  });

  it("makes the slug from the title", async () => {
    const { app, get, text } = await openWindow();
    await app.desk.current?.editHeader({ type: "set_text", path: ["title"], value: "A new name" });
    const button = [...get("form").querySelectorAll("button")].find(
      (found) => found.textContent.trim() === "From title",
    );
    button?.click();
    await until(() => expect(text()).toContain("slug: a-new-name\n"));
  });

  it("shows every other key, and keeps what it cannot edit as text", async () => {
    const { get, text } = await openWindow();
    const more = get("more-fields");
    expect(more.textContent).toContain("More fields (4)");
    expect(more.querySelector("pre")?.textContent).toContain("image: desk.jpg");
    const weight = more.querySelector<HTMLInputElement>("#field-weight");
    if (weight) typeInto(weight, "12");
    await until(() => expect(text()).toContain("weight: 12\n"));
  });

  it("offers a header where there is none, and lists problems that lead to their line", async () => {
    const { app, get, text } = await openWindow();
    await app.desk.open("undated.md");
    await until(() => expect(get("form").textContent).toContain("no front matter"));
    get("form").querySelector("button")?.click();
    await until(() => expect(text().startsWith("---\ntitle: Undated\n---\n")).toBe(true));
    await app.desk.open("broken-header.md");
    await until(() => expect(get("form").textContent).toContain("Line 3:"));
    get("form").querySelector("button")?.click();
    await until(() => expect(app.desk.caret).toBe("---\ntitle: Broken\n".length));
  });

  it("never writes late typing into another post", async () => {
    const { app, get, text, backend } = await openWindow();
    typeInto(get<HTMLInputElement>("field-title"), "For the first");
    await app.desk.open("field-notes.md");
    await until(() =>
      expect(app.desk.find("a-quiet-place-to-write.md")?.header.fields[0]?.text).toBe("For the first"),
    );
    expect(text()).toBe(backend.files.get("field-notes.md"));
  });
});

describe("the menu of a field", () => {
  async function pick(name: string): Promise<void> {
    await until(() => expect(document.querySelector('[role="menu"]')).not.toBeNull());
    const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    items.find((item) => item.textContent.trim().startsWith(name))?.click();
  }

  it("opens by key and renames the key in its place", async () => {
    const { get, text, key } = await openWindow();
    get("field-slug").focus();
    await key("F10", { shiftKey: true });
    await pick("Rename");
    await until(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("New name of slug"));
    (document.activeElement as HTMLInputElement).value = "permalink";
    await key("Enter");
    await until(() => expect(text()).toContain("draft: true\npermalink: a-quiet-place-to-write\ntags:"));
  });

  it("walks with the arrow keys, removes, and undo brings the line back", async () => {
    const { app, get, text, key } = await openWindow();
    const before = text();
    get("tags-input").focus();
    await key("ContextMenu");
    await until(() => expect(document.activeElement?.textContent.trim()).toBe("Rename…"));
    await key("ArrowUp");
    expect(document.activeElement?.textContent.trim()).toBe("Remove");
    (document.activeElement as HTMLElement).click();
    await until(() => expect(text()).not.toContain("tags:"));
    app.desk.editor?.undo();
    await until(() => expect(text()).toBe(before));
  });

  it("resets a value to the one that the file holds", async () => {
    const { get, text, key } = await openWindow();
    const before = text();
    typeInto(get<HTMLInputElement>("field-title"), "Another");
    await until(() => expect(text()).toContain("title: Another\n"));
    await key("F10", { shiftKey: true });
    await pick("Reset");
    await until(() => expect(text()).toBe(before));
  });

  it("closes by Escape and gives the focus back", async () => {
    const { get, key } = await openWindow();
    get("field-title").focus();
    await key("F10", { shiftKey: true });
    await until(() => expect(document.querySelector('[role="menu"]')).not.toBeNull());
    await key("Escape");
    expect(document.querySelector('[role="menu"]')).toBeNull();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("More for title");
  });
});

describe("the calendar", () => {
  it("is walked by keys, and a day keeps the time and offset", async () => {
    const { get, text, key } = await openWindow();
    const open = (): void =>
      document.querySelector<HTMLElement>('[aria-label="date: choose a day"]')?.click();
    open();
    await until(() => expect(document.activeElement?.textContent).toBe("2"));
    await key("ArrowDown");
    await key("PageDown");
    await until(() => expect(document.activeElement?.getAttribute("aria-label")).toContain("April"));
    (document.activeElement as HTMLElement).click();
    await until(() => expect(text()).toContain("date: 2025-04-09T09:30:00+01:00\n"));
    open();
    await until(() => expect(get("calendar").textContent).toContain("2025"));
    await key("Escape");
    expect(document.querySelector('[data-testid="calendar"]')).toBeNull();
  });
});

describe("a new field", () => {
  it("is offered by the blog's use, and written only when it has a value", async () => {
    const { get, text, key } = await openWindow();
    const before = text();
    await key("e", { ctrlKey: true, shiftKey: true });
    await until(() => expect(document.activeElement?.getAttribute("role")).toBe("combobox"));
    const input = document.activeElement as HTMLInputElement;
    typeInto(input, "summary");
    await until(() => expect(get("add-field-list").textContent).toContain("long text"));
    await key("Enter");
    await until(() => expect(document.activeElement?.id).toBe("field-summary"));
    expect(text()).toBe(before);
    typeInto(document.activeElement as HTMLInputElement, "In short");
    await until(() => expect(text()).toContain("summary: In short\n---\n"));
    expect(document.activeElement?.id).toBe("field-summary");
  });
});

describe("the tags", () => {
  const written = (text: string): string | undefined => /^tags: (.*)$/m.exec(text)?.[1];

  it("are added by Enter and by a comma, and removed by Backspace", async () => {
    const { get, text, key, all } = await openWindow();
    const input = get<HTMLInputElement>("tags-input");
    typeInto(input, "slow ");
    await key("Enter");
    typeInto(input, "river");
    await key(",");
    await until(() => expect(written(text())).toBe("[writing, tools, slow, river]"));
    expect(all("chip")).toHaveLength(4);
    await key("Backspace");
    await until(() => expect(written(text())).toBe("[writing, tools, slow]"));
  });

  it("complete from the tags of the other posts", async () => {
    const { get, text, key } = await openWindow();
    const input = get<HTMLInputElement>("tags-input");
    typeInto(input, "gar");
    await key("ArrowDown");
    expect(input.getAttribute("aria-expanded")).toBe("true");
    const active = document.getElementById(input.getAttribute("aria-activedescendant") ?? "");
    expect(active?.textContent.trim()).toBe("gardens");
    await key("Enter");
    await until(() => expect(written(text())).toBe("[writing, tools, gardens]"));
  });

  it("move by Alt and the arrow keys, which do not leave the post", async () => {
    const { app, get, text, key } = await openWindow();
    const path = app.desk.current?.path;
    get("tags-input").focus();
    await key("ArrowLeft");
    await key("ArrowUp", { altKey: true });
    await until(() => expect(written(text())).toBe("[tools, writing]"));
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Remove tools");
    expect(app.desk.current?.path).toBe(path);
  });

  it("move by the pointer", async () => {
    const { all, text } = await openWindow();
    const [first, second] = all("chip");
    const at = (left: number): DOMRect => new DOMRect(left, 0, 50, 20);
    if (first) first.getBoundingClientRect = () => at(0);
    if (second) second.getBoundingClientRect = () => at(60);
    first?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0 }));
    window.dispatchEvent(new PointerEvent("pointermove", { clientX: 70, clientY: 10 }));
    window.dispatchEvent(new PointerEvent("pointerup"));
    await until(() => expect(written(text())).toBe("[tools, writing]"));
  });

  it("can be walked with the arrow keys and deleted where one stands", async () => {
    const { get, text, key } = await openWindow();
    get("tags-input").focus();
    await key("ArrowLeft");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Remove tools");
    await key("ArrowLeft");
    await key("Delete");
    await until(() => expect(written(text())).toBe("[tools]"));
  });
});

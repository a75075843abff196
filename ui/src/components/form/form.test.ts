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

  it("does not take the text from under the writer's hands when the header changes", async () => {
    const { app, get, text } = await openWindow();
    const title = get<HTMLInputElement>("field-title");
    typeInto(title, "Half a ti");
    title.setSelectionRange(2, 2);
    const post = app.desk.current;
    await post?.editHeader({ type: "set_text", key: "title", value: "From elsewhere" });
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
    await app.desk.current?.editHeader({ type: "set_text", key: "title", value: "A new name" });
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
    const weight = more.querySelector<HTMLInputElement>("#other-weight");
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

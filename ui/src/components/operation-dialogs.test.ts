import { describe, expect, it } from "vitest";
import { openWindow, typeInto, until, type FakeWindow } from "./fake-window";

const files = {
  "blog/one.md": "---\ntitle: One\ntags: [a]\n---\n",
  "blog/two.md": "---\ntitle: Two\n---\n",
};

async function openDialog(name: "rename" | "tag" | "move" | "delete"): Promise<FakeWindow> {
  const window = await openWindow({}, files);
  const post = await window.app.blog.know("blog/one.md");
  window.app.operations.choose(post ? [post] : []);
  window.app.layout.openDialog(name);
  await until(() => expect(window.all("plan")).toHaveLength(1));
  return window;
}

function apply(window: FakeWindow, name: string): HTMLButtonElement {
  return window.get<HTMLButtonElement>(`${name}-apply`);
}

describe("the dialogs of operations", () => {
  it("ask for another slug before they say what renaming does", async () => {
    const window = await openDialog("rename");
    expect(window.get("plan").textContent.trim()).toBe("Type another slug.");
    expect(apply(window, "rename").disabled).toBe(true);
    typeInto(window.get<HTMLInputElement>("rename-slug"), "other");
    await until(() => expect(window.get("plan").textContent).toContain("blog/other.md"));
    expect(apply(window, "rename").disabled).toBe(false);
    typeInto(window.get<HTMLInputElement>("rename-slug"), "one");
    await until(() => expect(apply(window, "rename").disabled).toBe(true));
    expect(window.backend.calls).not.toContain("operate");
  });

  it("ask for a tag before they say what it changes", async () => {
    const window = await openDialog("tag");
    expect(window.get("plan").textContent.trim()).toBe("Type a tag.");
    expect(apply(window, "tag").disabled).toBe(true);
    expect(window.backend.calls).not.toContain("propose");
    typeInto(window.get<HTMLInputElement>("tag-name"), "b");
    await until(() => expect(window.get("plan").textContent).not.toContain("Type a tag."));
    expect(window.backend.calls).toContain("propose");
  });

  it("complete a tag with those in use, by the keys alone", async () => {
    const window = await openDialog("tag");
    const input = window.get<HTMLInputElement>("tag-name");
    expect(input.autofocus).toBe(true);
    input.focus();
    expect(document.querySelector("datalist")).toBeNull();
    await until(() => expect(window.backend.calls).toContain("list"));
    await window.key("ArrowDown");
    expect(document.querySelector("[role=option]")?.getAttribute("aria-selected")).toBe("true");
    await window.key("Enter");
    expect(input.value).toBe("a");
    expect(document.querySelector("[role=listbox]")).toBeNull();
    typeInto(input, "zzz");
    await window.key("ArrowDown");
    expect(document.querySelector("[role=listbox]")).toBeNull();
  });

  it("start on the safe answer when there is nothing to fill in", async () => {
    const window = await openDialog("delete");
    expect(window.get("delete-cancel").autofocus).toBe(true);
    expect(window.backend.calls).not.toContain("operate");
  });

  it("say that there is nowhere to move to", async () => {
    const window = await openDialog("move");
    // The one section of the in-memory folder is its top, which `blog/one.md` is not in.
    expect(window.get<HTMLSelectElement>("move-section").value).toBe("");
    window.app.layout.closeDialog();
    const top = await openWindow({}, { "one.md": files["blog/one.md"] });
    const post = await top.app.blog.know("one.md");
    top.app.operations.choose(post ? [post] : []);
    top.app.layout.openDialog("move");
    await until(() => expect(top.get("plan").textContent.trim()).toBe("The blog has no other section."));
  });
});

import { describe, expect, it } from "vitest";
import { openWindow, typeInto, until, type FakeWindow } from "./fake-window";

async function openDialog(window: FakeWindow, title: string): Promise<void> {
  await window.key("n", { ctrlKey: true });
  await until(() => expect(window.all("new-post-title")).toHaveLength(1));
  typeInto(window.get<HTMLInputElement>("new-post-title"), title);
  await until(() => expect(window.all("new-post-file")).toHaveLength(1));
}

describe("a new post", () => {
  it("may be in another language and in a folder of its own", async () => {
    const window = await openWindow({ site: { languages: ["en", "fr"] } });
    const { get, app, backend } = window;
    await openDialog(window, "Deux mots");
    const file = (): string => get("new-post-file").textContent;
    expect(file()).toBe("deux-mots.md");
    const language = get<HTMLSelectElement>("new-post-language");
    language.value = "fr";
    language.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => expect(file()).toBe("deux-mots.fr.md"));
    get("new-post-bundle").click();
    await until(() => expect(file()).toBe("deux-mots/index.fr.md"));
    get("new-post-create").click();
    await until(() => expect(app.desk.current?.path).toBe("deux-mots/index.fr.md"));
    expect(backend.files.has("deux-mots/index.fr.md")).toBe(true);
  });

  it("has no choice of language on a site of one", async () => {
    const window = await openWindow();
    await openDialog(window, "One");
    expect(window.all("new-post-language")).toHaveLength(0);
  });

  it("asks once whether the generator may run an archetype's code, which can be taken back", async () => {
    const window = await openWindow({ site: { generator: "hugo", name: "Hugo" }, needs: "unasked" });
    const { get, all, app } = window;
    await openDialog(window, "Code");
    await until(() => expect(all("new-post-ask")).toHaveLength(1));
    expect(get("new-post-ask").textContent).toContain("Let Hugo fill it?");
    get("new-post-allow").click();
    await until(() => expect(all("new-post-ask")).toHaveLength(0));
    expect(document.activeElement).toBe(get("new-post-title"));
    app.layout.closeDialog();
    await openDialog(window, "Code");
    expect(all("new-post-ask")).toHaveLength(0);
    app.layout.closeDialog();
    get("site").click();
    await until(() => expect(all("site-distrust")).toHaveLength(1));
    get("site-distrust").click();
    await until(() => expect(all("site-distrust")).toHaveLength(0));
    expect(app.blog.site?.trusted).toBe(false);
    await openDialog(window, "Code");
    await until(() => expect(all("new-post-ask")).toHaveLength(1));
  });
});

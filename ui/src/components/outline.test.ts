import axe from "axe-core";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import { openWindow, until, type FakeWindow } from "./fake-window";

const post = "---\ntitle: T\n---\n\n## A\n\na\n\n### B\n\nb\n\n## C\n\nc\n";

async function openOutline(text = post): Promise<FakeWindow & { rows: () => HTMLElement[] }> {
  const opened = await openWindow({ session: { outlineOpen: true } }, { "a.md": text });
  const rows = (): HTMLElement[] => opened.all("outline-heading");
  await until(() => expect(opened.app.outline.sections).not.toBeNull());
  await tick();
  return { ...opened, rows };
}

function titles(rows: HTMLElement[]): string[] {
  return rows.map((row) => row.textContent.trim());
}

function pointer(type: string, target: EventTarget, y: number): void {
  const event = new MouseEvent(type, { bubbles: true, clientY: y, button: 0 });
  target.dispatchEvent(event);
}

describe("the outline", () => {
  it("shows by its key with the focus in it, and goes by it", async () => {
    const { app, all, key, rows } = await openOutline();
    expect(titles(rows())).toEqual(["A", "B", "C"]);
    expect(rows().map((row) => row.getAttribute("aria-level"))).toEqual(["1", "2", "1"]);
    await key("H", { ctrlKey: true, shiftKey: true });
    await until(() => expect(document.activeElement).toBe(rows()[0]));
    await key("H", { ctrlKey: true, shiftKey: true });
    await until(() => expect(all("outline")).toHaveLength(0));
    expect(app.place.outlineOpen).toBe(false);
    await key("H", { ctrlKey: true, shiftKey: true });
    await until(() => expect(document.activeElement).toBe(rows()[0]));
    expect(app.place.outlineOpen).toBe(true);
  });

  it("is walked through by the keys, and Enter goes to the heading", async () => {
    const { app, key, rows, text } = await openOutline();
    app.outline.focus();
    await until(() => expect(document.activeElement).toBe(rows()[0]));
    const walk = async (name: string): Promise<number> => {
      await key(name);
      await tick();
      return rows().indexOf(document.activeElement as HTMLElement);
    };
    const path = [];
    for (const name of ["ArrowRight", "ArrowLeft", "ArrowDown", "End", "ArrowDown", "Home", "ArrowUp", "End"])
      path.push(await walk(name));
    expect(path).toEqual([1, 0, 1, 2, 2, 0, 0, 2]);
    expect(rows().map((row) => row.tabIndex)).toEqual([-1, -1, 0]);
    await key("Enter");
    await until(() => expect(app.desk.caret).toBe(text().indexOf("## C")));
    await until(() => expect(rows()[2]?.getAttribute("aria-current")).toBe("location"));
  });

  it("follows the typing", async () => {
    const { app, rows, text } = await openOutline();
    const change = { from: text().length, to: text().length, insert: "\n### D\n" };
    app.desk.editor?.apply(app.desk.current?.id ?? 0, [change], { fromHost: false });
    await until(() => expect(titles(rows())).toEqual(["A", "B", "C", "D"]));
  });

  it("moves a section by Alt and an arrow key, and stays on it", async () => {
    const { app, key, rows, text } = await openOutline();
    app.outline.focus();
    await until(() => expect(document.activeElement).toBe(rows()[0]));
    await key("ArrowDown", { altKey: true });
    await until(() => expect(titles(rows())).toEqual(["C", "A", "B"]));
    await until(() => expect(document.activeElement).toBe(rows()[1]));
    expect(text()).toBe("---\ntitle: T\n---\n\n## C\n\nc\n\n## A\n\na\n\n### B\n\nb\n");
    await key("ArrowUp", { altKey: true });
    await until(() => expect(text()).toBe(post));
    expect(app.desk.current?.path).toBe("a.md");
  });

  it("moves a section where it is dragged, with a line that shows where", async () => {
    const { rows, text } = await openOutline();
    rows().forEach((row, at) => {
      row.getBoundingClientRect = () => new DOMRect(0, at * 30, 100, 30);
    });
    const [first, , last] = rows();
    if (!first || !last) throw new Error("there are three headings");
    pointer("pointerdown", last, 75);
    pointer("pointermove", window, 3);
    await tick();
    expect(first.classList.contains("before")).toBe(true);
    pointer("pointerup", window, 3);
    await until(() => expect(titles(rows())).toEqual(["C", "A", "B"]));
    expect(text().indexOf("## C")).toBeLessThan(text().indexOf("## A"));
  });

  it("says how headings are written where there are none", async () => {
    const { app, get } = await openOutline("Only text.\n");
    expect(get("outline").textContent).toContain("##");
    app.outline.focus();
    await until(() => expect(document.activeElement).toBe(get("outline")));
  });

  it("has no serious fault of accessibility", async () => {
    await openOutline();
    const rules = { "color-contrast": { enabled: false } };
    const { violations } = await axe.run(document.body, { rules, iframes: false });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id }) => id)).toEqual([]);
  });
});

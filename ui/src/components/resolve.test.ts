import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { openWindow, until, type FakeWindow } from "./fake-window";

const path = "post.md";
const base = "---\ntitle: A\n---\n\none\n\ntwo\n\nthree\n";
const mine = base.replace("one", "one, mine").replace("three", "three, mine");
const theirs = base.replace("one", "one, theirs").replace("two", "2").replace("three", "three, theirs");

/** The resolve dialog, open over two conflicts and a line that merges. */
async function resolving(): Promise<FakeWindow> {
  const shown = await openWindow({ settings: { autosave: false } }, { [path]: base });
  const { app, backend, get, all } = shown;
  const doc = app.desk.current?.id ?? 0;
  app.desk.editor?.apply(doc, [{ from: 0, to: base.length, insert: mine }], { fromHost: false });
  backend.files.set(path, theirs);
  await app.save();
  await until(() => expect(all("resolve")).toHaveLength(1));
  get("resolve").click();
  await until(() => expect(document.querySelectorAll(".cm-mergeView")).toHaveLength(1));
  return shown;
}

/** The texts of the two sides. */
function sides(): string[] {
  const contents = document.querySelectorAll(".cm-mergeView .cm-content");
  return [...contents].map((side) =>
    [...side.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"),
  );
}

describe("the resolve dialog", () => {
  it("shows mine with what merges already in, beside theirs", async () => {
    const { get } = await resolving();
    expect(sides()).toEqual([mine.replace("two", "2"), theirs]);
    expect(get("resolve-state").textContent.trim()).toBe("Conflict 1 of 2, 0 decided");
    expect(document.querySelectorAll(".cm-conflict-current")).toHaveLength(2);
    expect(get<HTMLButtonElement>("use-this").disabled).toBe(true);
  });

  it("takes a choice for each conflict by the keys, and saves what came of it", async () => {
    const { app, backend, get, all, key, text } = await resolving();
    await key("3", { altKey: true });
    expect(sides()[0]).toContain("one, mine\none, theirs\n");
    expect(get("resolve-state").textContent.trim()).toBe("Conflict 2 of 2, 1 decided");
    await key("2", { altKey: true });
    expect(sides()[0]).toContain("three, theirs");
    await key("ArrowUp", { altKey: true });
    expect(get("choose-both").getAttribute("aria-pressed")).toBe("true");
    await key("1", { altKey: true });
    expect(sides()[0]).not.toContain("one, theirs");
    get("use-this").click();
    const result = theirs.replace("one, theirs", "one, mine");
    await until(() => expect(backend.files.get(path)).toBe(result));
    await until(() => expect(all("resolve-dialog")).toHaveLength(0));
    expect(text()).toBe(result);
    expect(all("conflict-bar")).toHaveLength(0);
    app.desk.editor?.undo();
    expect(text()).toBe(mine);
  });

  it("has no serious fault of accessibility", async () => {
    const { get } = await resolving();
    // Colours need a layout engine.
    const rules = { "color-contrast": { enabled: false } };
    const { violations } = await axe.run(get("resolve-dialog"), { rules });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  }, 30_000);

  it("changes nothing when it is closed", async () => {
    const { app, backend, get, all, text } = await resolving();
    get("choose-theirs").click();
    app.layout.closeDialog();
    await until(() => expect(all("resolve-dialog")).toHaveLength(0));
    expect([text(), backend.files.get(path)]).toEqual([mine, theirs]);
    expect(all("conflict-bar")).toHaveLength(1);
  });

  it("closes by itself when the file no longer stands against the text", async () => {
    const { app, backend, all, text, get } = await resolving();
    app.layout.closeDialog();
    backend.files.set(path, base.replace("two", "2"));
    get("resolve").click();
    await until(() => expect(text()).toBe(mine.replace("two", "2")));
    await until(() => expect(all("resolve-dialog")).toHaveLength(0));
  });
});

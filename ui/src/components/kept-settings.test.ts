import { describe, expect, it } from "vitest";
import { openWindow, until, type FakeWindow } from "./fake-window";

const post = "---\ntitle: T\n---\n\nText.\n";

async function openSettings(open = true): Promise<FakeWindow> {
  const window = await openWindow({ open }, { "a.md": post });
  await window.key(",", { ctrlKey: true, code: "Comma" });
  await until(() => expect(window.all("clear-kept")).toHaveLength(1));
  return window;
}

const isOn = (window: FakeWindow): string | null => window.get("exclude-post").getAttribute("aria-checked");

describe("what is kept of the writer's texts", () => {
  it("is shown with its places and sizes", async () => {
    const window = await openSettings();
    const shown = window.get("kept-settings").textContent;
    expect(shown).toContain("/state/journal");
    expect(shown).toContain("Versions, 12.3 KB");
    expect(shown).toContain("/state/history");
  });

  it("is removed only when the writer has said so twice", async () => {
    const window = await openSettings();
    window.get("clear-kept").click();
    await until(() => expect(window.all("clear-kept-yes")).toHaveLength(1));
    expect(window.backend.calls).not.toContain("clearKept");
    expect(window.get("kept-settings").querySelector("[role=alert]")?.textContent).toContain(
      "cannot come back",
    );
    window.get("clear-kept-yes").click();
    await until(() => expect(window.get("kept-settings").textContent).toContain("Versions, 0 bytes"));
    expect(window.all("clear-kept-yes")).toEqual([]);
  });

  it("leaves out the post in front, and keeps it again", async () => {
    const window = await openSettings();
    expect(isOn(window)).toBe("false");
    window.get("exclude-post").click();
    await until(() => expect(isOn(window)).toBe("true"));
    window.get("exclude-post").click();
    await until(() => expect(isOn(window)).toBe("false"));
  });

  it("asks of no post when none is open", async () => {
    const window = await openSettings(false);
    expect(window.all("exclude-post")).toEqual([]);
  });
});

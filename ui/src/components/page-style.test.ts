import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { openWindow, until, type FakeWindow } from "./fake-window";

const post = "---\ntitle: T\n---\n\nText.\n";

async function openDialog(files: Record<string, string>): Promise<FakeWindow> {
  const window = await openWindow({}, { "a.md": post, ...files });
  await window.key("l", { ctrlKey: true, shiftKey: true });
  await until(() => expect(window.all("page-style-dialog")).toHaveLength(1));
  return window;
}

const sheets = (window: FakeWindow): HTMLInputElement[] => window.all("sheet") as HTMLInputElement[];

describe("how the page looks", () => {
  it("is asked by a key, and the site's style sheets are switched one by one", async () => {
    const window = await openDialog({ "css/a.css": "", "css/print.css": "" });
    expect(window.all("site-sheets")).toEqual([]);
    window.get("page-theme-site").click();
    await until(() => expect(sheets(window).map(({ checked }) => checked)).toEqual([true, false]));
    sheets(window)[1]?.click();
    await until(() => expect(window.app.style.current.sheets).toEqual(["css/a.css", "css/print.css"]));
    sheets(window)[0]?.click();
    await until(() => expect(window.app.style.current.sheets).toEqual(["css/print.css"]));
  });

  it("says why a site whose styles must be compiled has none to offer", async () => {
    const window = await openDialog({ "sass/a.scss": "" });
    window.get("page-theme-site").click();
    await until(() => expect(window.get("uncompiled").textContent).toContain("sass/a.scss"));
    expect(window.get("site-sheets").textContent).toContain("No style sheet (.css) was found");
  });

  it("has pictures from the network switched on and off", async () => {
    const window = await openDialog({});
    expect(window.get("network-images").getAttribute("aria-checked")).toBe("false");
    window.get("network-images").click();
    await until(() => expect(window.app.style.current.networkImages).toBe(true));
    window.get("network-images").click();
    await until(() => expect(window.app.style.current.networkImages).toBe(false));
  });

  it("has no serious fault of accessibility", async () => {
    const window = await openDialog({ "css/a.css": "" });
    window.get("page-theme-site").click();
    await until(() => expect(sheets(window)).toHaveLength(1));
    const rules = { "color-contrast": { enabled: false } };
    const { violations } = await axe.run(document.body, { rules, iframes: false });
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id }) => id)).toEqual([]);
  });
});

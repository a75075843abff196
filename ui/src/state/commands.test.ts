import { describe, expect, it, vi } from "vitest";
import { commandFor, createCommands } from "./commands";
import { startApp } from "./fake-app";
import { matches, shownKey, type KeyPress } from "./keys";

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrl: false, shift: false, alt: false, meta: false, ...rest };
}

describe("the command table", () => {
  it("has each id, name and key once", async () => {
    const { app } = await startApp();
    const commands = createCommands(app, () => undefined);
    for (const part of ["id", "name", "key"] as const) {
      const all = commands.flatMap((command) => command[part] ?? []);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it("switches views, and Escape leaves the page", async () => {
    const { app } = await startApp();
    const commands = createCommands(app, () => undefined);
    commandFor(commands, press("1", { ctrl: true }))?.run();
    expect(app.layout.view).toBe("write");
    commandFor(commands, press("4", { ctrl: true }))?.run();
    expect(app.layout.page).toBe(true);
    commandFor(commands, press("Escape"))?.run();
    expect(app.layout.page).toBe(false);
    expect(commandFor(commands, press("Escape"))).toBeUndefined();
    expect(commandFor(commands, press("Enter", { ctrl: true }))).toBeUndefined();
  });

  it("goes to the next post and back", async () => {
    const { app, post } = await startApp();
    const commands = createCommands(app, () => undefined);
    commandFor(commands, press("ArrowDown", { alt: true }))?.run();
    await vi.waitFor(() => expect(post().path).toBe("second.md"));
    commandFor(commands, press("ArrowUp", { alt: true }))?.run();
    await vi.waitFor(() => expect(post().path).toBe("first.md"));
  });

  it("does nothing with posts where no folder is open", async () => {
    const { app } = await startApp({ open: false });
    const enabled = createCommands(app, () => undefined).filter((command) => command.enabled());
    expect(enabled.map((command) => command.id)).toEqual(["open-folder", "settings", "shortcuts"]);
  });
});

describe("the list's commands", () => {
  it("group and sort by name, and open what does", async () => {
    const { app } = await startApp();
    const commands = createCommands(app, () => undefined);
    commands.find(({ name }) => name === "Group by month")?.run();
    commands.find(({ name }) => name === "Sort by title")?.run();
    expect(app.place).toMatchObject({ grouping: "month", sorting: "title" });
    commandFor(commands, press("O", { ctrl: true, shift: true }))?.run();
    await vi.waitFor(() => expect(app.layout.orderShown).toBe(true));
  });
});

describe("a key", () => {
  it("needs exactly its modifiers", () => {
    expect(matches("Mod+F", press("f", { ctrl: true }), false)).toBe(true);
    expect(matches("Mod+F", press("F", { ctrl: true, shift: true }), false)).toBe(false);
    expect(matches("Mod+Shift+F", press("F", { ctrl: true, shift: true }), false)).toBe(true);
    expect(matches("Mod+F", press("f", { meta: true }), true)).toBe(true);
    expect(matches("Mod+Comma", press(",", { ctrl: true }), false)).toBe(true);
  });

  it("goes by place where the keyboard has no Latin letters or digits", () => {
    expect(matches("Mod+O", press("щ", { code: "KeyO", ctrl: true }), false)).toBe(true);
    expect(matches("Mod+1", press("&", { code: "Digit1", ctrl: true }), false)).toBe(true);
    expect(matches("Mod+Q", press("a", { code: "KeyQ", ctrl: true }), false)).toBe(false);
  });

  it("is written as the platform writes it", () => {
    expect(shownKey("Mod+Shift+F", false)).toBe("Ctrl+Shift+F");
    expect(shownKey("Mod+Shift+F", true)).toBe("⌘⇧F");
    expect(shownKey("Mod+Comma", false)).toBe("Ctrl+,");
  });
});

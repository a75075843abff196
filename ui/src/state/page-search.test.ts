import { expect, it, vi } from "vitest";
import { commandFor, createCommands } from "./commands";
import { startApp } from "./fake-app";
import type { KeyPress } from "./keys";

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrl: false, shift: false, alt: false, meta: false, ...rest };
}

it("finds in the preview by its keys, in every post that is shown, until Escape", async () => {
  const { app, looked } = await startApp();
  const commands = createCommands(app, () => undefined);
  const { pageSearch: search } = app.desk;
  const run = (pressed: KeyPress): void => commandFor(commands, pressed)?.run();
  run(press("F3"));
  expect(looked()).toEqual([]);
  run(press("f", { ctrl: true, alt: true }));
  await vi.waitFor(() => expect(search.isOpen).toBe(true));
  search.look("One");
  expect(search.count).toBeNull();
  search.found(3, 1);
  expect([search.count, search.at]).toEqual([3, 1]);
  run(press("F3"));
  run(press("F3", { shift: true }));
  expect(looked()).toEqual(["", "One", 1, -1]);
  await app.desk.open("second.md");
  await vi.waitFor(() => expect(looked()).toHaveLength(5));
  expect(looked().at(-1)).toBe("One");
  run(press("Escape"));
  expect(search.isOpen).toBe(false);
  expect(looked().at(-1)).toBe("");
});

it("is where Ctrl+F looks when the page is all that is seen", async () => {
  const { app } = await startApp();
  const commands = createCommands(app, () => undefined);
  app.layout.page = true;
  commandFor(commands, press("f", { ctrl: true }))?.run();
  await vi.waitFor(() => expect(app.desk.pageSearch.isOpen).toBe(true));
  expect(app.layout.page).toBe(true);
  commandFor(commands, press("Escape"))?.run();
  expect(app.layout.page).toBe(true);
});

it("prints the page, which it shows for that", async () => {
  const { app, looked } = await startApp();
  const commands = createCommands(app, () => undefined);
  commandFor(commands, press("p", { ctrl: true }))?.run();
  await vi.waitFor(() => expect(looked()).toEqual(["print"]));
  expect(app.layout.page).toBe(true);
});

import { expect, it, vi } from "vitest";
import { createState, PostEditor } from "./index";

it("draws the unseen rest of a very long line as high as it is from the start", () => {
  const calls = ["changed", "caretMoved", "blurred", "scrolled", "touched", "resized"] as const;
  const callbacks = Object.fromEntries(calls.map((name) => [name, vi.fn()]));
  const editor = new PostEditor(
    document.body,
    callbacks as unknown as ConstructorParameters<typeof PostEditor>[1],
  );
  editor.show(createState("word ".repeat(200_000), { readOnly: false, headerTo: 0 }));
  const line = editor.view.contentDOM.querySelector(".cm-line")!;
  expect(line.textContent.length).toBeLessThan(50_000);
  const gaps = [...line.querySelectorAll("div")];
  expect(gaps).toHaveLength(1);
  expect(parseFloat(gaps[0]!.style.height)).toBeGreaterThan(100_000);
  expect(gaps[0]!.style.width).toBe("");
  editor.destroy();
});

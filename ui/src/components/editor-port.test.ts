import { EditorView } from "@codemirror/view";
import { expect, it } from "vitest";
import { taken, typeInto } from "../editor/fake-typing";
import { attachEditor } from "./editor-port";

it("keeps a letter with the post in which it was typed, when another comes to the front at once", async () => {
  const changed: [doc: number, letters: number][] = [];
  const nothing = (): void => undefined;
  const parent = document.body.appendChild(document.createElement("div"));
  const editor = attachEditor(parent, {
    changed: (doc, changes) => changed.push([doc, changes.newLength - changes.length]),
    caretMoved: nothing,
    blurred: nothing,
    scrolled: nothing,
    touched: nothing,
    resized: nothing,
  });
  for (const doc of [1, 2])
    editor.open(doc, `post ${doc.toString()}`, { readOnly: false, caret: 6, headerTo: 0 });
  editor.show(1);
  editor.focus();
  const view = EditorView.findFromDOM(parent);
  if (view === null) expect.fail("no view");
  await typeInto(view, "x");
  editor.show(2);
  await taken();
  expect([editor.text(1).toString(), editor.text(2).toString()]).toEqual(["post 1x", "post 2"]);
  await typeInto(view, "y");
  editor.close(2);
  expect(changed).toEqual([
    [1, 1],
    [2, 1],
  ]);
  editor.destroy();
});

import { ensureSyntaxTree } from "@codemirror/language";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createState, keys, PostEditor } from "./index";
import type { EditorCallbacks } from "./index";

const HEADER = "---\ntitle: A\n---\n";
const calls = {
  changed: vi.fn<EditorCallbacks["changed"]>(),
  caretMoved: vi.fn<EditorCallbacks["caretMoved"]>(),
  blurred: vi.fn<EditorCallbacks["blurred"]>(),
  scrolled: vi.fn<EditorCallbacks["scrolled"]>(),
  touched: vi.fn<EditorCallbacks["touched"]>(),
  resized: vi.fn<EditorCallbacks["resized"]>(),
};
let editor: PostEditor;

beforeEach(() => {
  for (const call of Object.values(calls)) call.mockReset();
  editor = new PostEditor(document.body.appendChild(document.createElement("div")), calls);
});
afterEach(() => editor.destroy());

function show(text: string, headerTo = 0): void {
  editor.show(createState(text, { readOnly: false, headerTo }));
}

describe("the editor", () => {
  it("reports the writer's changes with the document after them", () => {
    show("ab");
    editor.view.dispatch({ changes: { from: 1, insert: "x" }, userEvent: "input.type" });
    expect(calls.changed).toHaveBeenCalledOnce();
    expect(calls.changed.mock.calls[0]?.[1].toString()).toBe("axb");
  });

  it("reports form edits, and their undoing, but not what came from the host", () => {
    show("ab");
    editor.apply([{ from: 0, to: 1, insert: "form" }], { userEvent: "input.form" });
    expect(calls.changed).toHaveBeenCalledTimes(1);
    editor.apply([{ from: 0, to: 0, insert: "host " }], { fromHost: true });
    expect(calls.changed).toHaveBeenCalledTimes(1);
    expect(editor.undo()).toBe(true);
    expect(editor.state.doc.toString()).toBe("formb");
    expect(calls.changed).toHaveBeenCalledTimes(2);
    editor.undo();
    expect(editor.state.doc.toString()).toBe("ab");
    editor.redo();
    expect(editor.state.doc.toString()).toBe("formb");
  });

  it("keeps the caret at its text through changes elsewhere", () => {
    show("one two");
    editor.setCaret(4);
    editor.apply([{ from: 0, to: 3, insert: "1" }], { fromHost: true });
    expect(editor.state.selection.main.head).toBe(2);
    expect(calls.caretMoved.mock.calls).toEqual([[4], [2]]);
  });

  it("takes the selection along with moved text, and back with its undoing", () => {
    show("one two");
    editor.view.dispatch({ selection: { anchor: 4, head: 6 } });
    const changes = [
      { from: 0, to: 0, insert: "two " },
      { from: 3, to: 7, insert: "" },
    ];
    editor.apply(changes, { follow: (offset) => offset - 4 });
    expect(editor.state.doc.toString()).toBe("two one");
    expect(editor.state.selection.main).toMatchObject({ anchor: 0, head: 2 });
    editor.undo();
    expect(editor.state.doc.toString()).toBe("one two");
    expect(editor.state.selection.main).toMatchObject({ anchor: 4, head: 6 });
  });

  it("keeps undo and caret of each post while another is shown", () => {
    show("first");
    editor.view.dispatch({ changes: { from: 5, insert: "!" }, selection: { anchor: 2 } });
    const first = editor.state;
    show("second");
    editor.show(first);
    expect(editor.state.selection.main.head).toBe(2);
    expect(editor.undo()).toBe(true);
    expect(editor.state.doc.toString()).toBe("first");
  });

  it("shows a post from its top, wherever the one before was scrolled to", () => {
    show("a\n".repeat(500));
    editor.view.scrollDOM.scrollTop = 900;
    show("b\n".repeat(500));
    expect(editor.view.scrollDOM.scrollTop).toBe(0);
  });

  it("shows nothing that could be edited without a post", () => {
    editor.show(null);
    expect(editor.state.readOnly).toBe(true);
    expect(editor.state.doc.length).toBe(0);
  });

  it("puts the caret at the start of the body and shows the header as one line that opens by a click", () => {
    show(`${HEADER}Body`, HEADER.length);
    expect(editor.state.selection.main.head).toBe(HEADER.length);
    const summary = editor.view.dom.querySelector<HTMLElement>(".cm-header-summary");
    expect(summary?.textContent).toBe("Front matter · title");
    summary?.click();
    expect(editor.view.dom.querySelector(".cm-header-summary")).toBeNull();
    editor.view.dom.querySelector<HTMLElement>(".cm-header-fold")?.click();
    expect(editor.view.dom.querySelector(".cm-header-summary")).not.toBeNull();
  });

  it("is named, spell checked when asked, and lets Tab leave", () => {
    const text = editor.view.contentDOM;
    expect(text.getAttribute("aria-label")).toBe("Post text");
    expect(text.getAttribute("spellcheck")).toBe("true");
    editor.setSpellcheck(false);
    expect(text.getAttribute("spellcheck")).toBe("false");
    const tab = new KeyboardEvent("keydown", { key: "Tab", keyCode: 9, cancelable: true, bubbles: true });
    text.dispatchEvent(tab);
    expect(tab.defaultPrevented).toBe(false);
  });

  it("gives each line the direction of its own text", () => {
    show("English\n\nمرحبا");
    const lines = [...editor.view.contentDOM.querySelectorAll<HTMLElement>(".cm-line")];
    expect(lines.map((line) => line.dir)).toEqual(["auto", "auto", "auto"]);
  });

  it("reports the loss of focus to something else", () => {
    editor.view.contentDOM.dispatchEvent(new FocusEvent("blur", { relatedTarget: editor.view.dom }));
    expect(calls.blurred).not.toHaveBeenCalled();
    editor.view.contentDOM.dispatchEvent(new FocusEvent("blur"));
    expect(calls.blurred).toHaveBeenCalledOnce();
  });
});

describe("the language", () => {
  const nodes = (text: string) => {
    const names = new Set<string>();
    const state = createState(text, { readOnly: false, headerTo: 0 });
    ensureSyntaxTree(state, text.length, 5000)?.iterate({ enter: (node) => void names.add(node.name) });
    return names;
  };

  it("reads a YAML header as YAML", () => {
    const names = nodes("---\ntitle: A\n---\n\n# Heading\n");
    expect(names).toContain("FrontMatter");
    expect(names).toContain("Pair");
    expect(names).toContain("ATXHeading1");
  });

  it("knows a TOML header", () => expect(nodes('+++\ntitle = "A"\n+++\nText\n')).toContain("FrontMatter"));

  it("reads a ruler on the first line as a ruler", () => {
    const names = nodes("---\n\nText\n");
    expect(names).toContain("HorizontalRule");
    expect(names).not.toContain("FrontMatter");
  });

  it("knows GitHub's extensions", () => expect(nodes("- [x] ~~done~~\n")).toContain("Strikethrough"));
});

it("tells that it scrolled, and apart from that whether the writer did", () => {
  show("one\ntwo\n");
  editor.view.scrollDOM.dispatchEvent(new Event("scroll"));
  expect(calls.scrolled).toHaveBeenCalled();
  expect(calls.touched).not.toHaveBeenCalled();
  editor.view.contentDOM.dispatchEvent(new Event("wheel", { bubbles: true }));
  expect(calls.touched).toHaveBeenCalledOnce();
});

it("names every command once, with a key of its own", () => {
  const table = keys();
  expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
  expect(new Set(table.map(({ key }) => key)).size).toBe(table.length);
  expect(table).toContainEqual({ id: "redo", name: "Redo", key: "Ctrl+Shift+Z" });
});

import { isolateHistory, redo, undo } from "@codemirror/commands";
import { Transaction, type EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import type { Resumed } from "../ipc/bindings";
import { historyOf, resumeState } from "./resume";
import { createState } from "./setup";

const options = { readOnly: false, headerTo: 0 };

function typed(state: EditorState, insert: string, time: number): EditorState {
  const at = state.doc.length;
  const selection = { anchor: at + insert.length };
  return state.update({
    changes: { from: at, insert },
    selection,
    annotations: Transaction.time.of(time),
    userEvent: "input.type",
  }).state;
}

function step(state: EditorState, command: typeof undo): EditorState {
  let next = state;
  command({ state, dispatch: (transaction) => (next = transaction.state) });
  return next;
}

function resumed(state: EditorState, rest: Partial<Resumed> = {}): Resumed {
  return {
    start: state.doc.toString(),
    history: historyOf(state),
    caret: state.selection.main.head,
    steps: [],
    changes: [],
    unsaved: false,
    recovered: null,
    ...rest,
  };
}

describe("an editing state that goes on where it was", () => {
  it("undoes and redoes what was done before", () => {
    let before = typed(createState("one", options), " two", 0);
    before = typed(before, " three", 10_000);
    before = step(before, undo);
    const after = resumeState("one two", options, resumed(before));
    expect(after.selection.main.head).toBe(7);
    expect(step(after, redo).doc.toString()).toBe("one two three");
    expect(step(after, undo).doc.toString()).toBe("one");
  });

  it("makes the keys since then one step, as if they had been typed here", () => {
    const before = typed(createState("one", options), " two", 0);
    const steps = [..." end"].map((insert, n) => ({
      at: 20_000 + n * 100,
      changes: [{ from: 7 + n, to: 7 + n, insert }],
    }));
    const after = resumeState("one two end", options, resumed(before, { steps }));
    expect(after.selection.main.head).toBe(11);
    const undone = step(after, undo);
    expect(undone.doc.toString()).toBe("one two");
    expect(step(undone, undo).doc.toString()).toBe("one");
  });

  it("makes what another program wrote one more step", () => {
    const before = typed(createState("one", options), "!", 0);
    const changes = [{ from: 0, to: 0, insert: "theirs " }];
    const after = resumeState("theirs one!", options, resumed(before, { changes }));
    const undone = step(after, undo);
    expect(undone.doc.toString()).toBe("one!");
    expect(step(undone, undo).doc.toString()).toBe("one");
  });

  it("shows the text alone when what is remembered does not fit it", () => {
    const before = typed(createState("one", options), "!", 0);
    const wrong = [
      resumed(before, { history: "no history" }),
      resumed(before, { history: '{"done":[{"changes":[5]}],"undone":[]}', start: "x" }),
      resumed(before, { steps: [{ at: 0, changes: [{ from: 90, to: 91, insert: "" }] }] }),
      resumed(before, { start: "another" }),
    ];
    for (const what of wrong) expect(resumeState("text", options, what).doc.toString()).toBe("text");
  });

  it("keeps a long history within bounds, the latest steps first", () => {
    let state = createState("", options);
    for (let n = 0; n < 60; n += 1) {
      const insert = `${String(n)}${"x".repeat(20_000)}`;
      state = state.update({
        changes: { from: 0, to: state.doc.length, insert },
        annotations: isolateHistory.of("full"),
      }).state;
    }
    const history = historyOf(state);
    expect(history.length).toBeLessThan(300 * 1024);
    let after = resumeState(state.doc.toString(), options, resumed(state));
    after = step(after, undo);
    expect(after.doc.toString().startsWith("58x")).toBe(true);
  });
});

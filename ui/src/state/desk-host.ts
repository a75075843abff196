import type { WhyInPlace } from "../ipc/bindings";
import type { HostError } from "../ipc/error";
import type { Alignment } from "./alignment";
import type { DocumentState } from "./document.svelte";
import type { DocumentHost } from "./document-host";
import type { EditorPort, PreviewPort } from "./ports";

interface Surroundings {
  alignment: Alignment;
  editor(): EditorPort | null;
  /** The preview, while it is of that post. */
  previewOf: (doc: number) => PreviewPort | null;
  previewVisible(): boolean;
  /** The preview shows all anew. */
  previewReset(): void;
  autosave(): boolean;
  failed(document: DocumentState, error: HostError): void;
  recovered(document: DocumentState): void;
  savedInPlace(path: string, why: WhyInPlace): void;
  tookIn(document: DocumentState, lines: number): void;
}

/** What the editor and the preview are for an open post. */
export function hostOf({ alignment, previewOf, ...around }: Surroundings): DocumentHost {
  const editor = (): EditorPort => {
    const port = around.editor();
    if (!port) throw new Error("no editor is attached");
    return port;
  };
  return {
    text: (doc) => editor().text(doc),
    caret: (doc) => editor().caret(doc),
    history: (doc) => ({ caret: editor().caret(doc), history: editor().history(doc) }),
    wire: (changes) => editor().wire(changes),
    apply: (doc, changes, options) => editor().apply(doc, changes, options),
    setHeaderEnd: (doc, to) => around.editor()?.setHeaderEnd(doc, to),
    previewing: (doc) => around.previewVisible() && previewOf(doc) !== null,
    resetPreview: (doc, whole) => {
      previewOf(doc)?.reset(whole);
      if (previewOf(doc)) alignment.patched();
      around.previewReset();
    },
    beginPreview: (doc, top) => {
      previewOf(doc)?.begin(top);
      if (previewOf(doc)) alignment.patched();
      around.previewReset();
    },
    completePreview: (doc, whole) => {
      previewOf(doc)?.complete(whole);
      if (previewOf(doc)) alignment.patched();
    },
    patchPreview: (doc, patch) => {
      previewOf(doc)?.patch(patch);
      if (previewOf(doc)) alignment.patched();
    },
    fillPreview: (doc, blocks) => previewOf(doc)?.html(blocks),
    autosave: () => around.autosave(),
    failed: (document, error) => around.failed(document, error),
    recovered: (document) => around.recovered(document),
    savedInPlace: (path, why) => around.savedInPlace(path, why),
    tookIn: (document, lines) => around.tookIn(document, lines),
  };
}

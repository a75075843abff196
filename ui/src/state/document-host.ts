import type { ChangeSet, Text } from "@codemirror/state";
import type { BlockHtml, Change, PreviewPatch, PreviewWhole, WhyInPlace } from "../ipc/bindings";
import type { HostError } from "../ipc/error";
import type { DocumentState } from "./document.svelte";
import type { ApplyOptions } from "./ports";

/**
 * Where the text stands against the file. `conflict`: the file is another than the one that was
 * read; `failed`: the last save or send did not work and is tried again; `recovered`: the text was left
 * by a crash, and is not saved before the writer has decided; `readonly`: never saved.
 */
export type DocumentStatus = "clean" | "dirty" | "saving" | "conflict" | "failed" | "recovered" | "readonly";

/** What one open post needs of its surroundings; the `Desk` provides it. */
export interface DocumentHost {
  text(doc: number): Text;
  /** The caret and the undo history, as the editor keeps them. */
  history(doc: number): { caret: number; history: string };
  /** UTF-16 offset of the caret. */
  caret(doc: number): number;
  wire(changes: ChangeSet): Change[];
  apply(doc: number, changes: Change[], options: ApplyOptions): void;
  setHeaderEnd(doc: number, to: number): void;
  /** The post is in front and a preview of it is visible. */
  previewing(doc: number): boolean;
  resetPreview(doc: number, whole: PreviewWhole): void;
  beginPreview(doc: number, top: PreviewWhole): void;
  completePreview(doc: number, whole: PreviewWhole): void;
  patchPreview(doc: number, patch: PreviewPatch): void;
  fillPreview(doc: number, blocks: BlockHtml[]): void;
  autosave(): boolean;
  failed(document: DocumentState, error: HostError): void;
  recovered(document: DocumentState): void;
  savedInPlace(path: string, why: WhyInPlace): void;
  /** Lines of another program were taken into the text. */
  tookIn(document: DocumentState, lines: number): void;
}

import type { ChangeSet, Text } from "@codemirror/state";
import type { Change, PreviewPatch } from "../ipc/bindings";
import type { HostError } from "../ipc/error";
import type { DocumentState } from "./document.svelte";
import type { ApplyOptions } from "./ports";

/** What one open post needs of its surroundings; the `Desk` provides it. */
export interface DocumentHost {
  text(doc: number): Text;
  /** UTF-16 offset of the caret. */
  caret(doc: number): number;
  wire(changes: ChangeSet): Change[];
  apply(doc: number, changes: Change[], options: ApplyOptions): void;
  setHeaderEnd(doc: number, to: number): void;
  /** The post is in front and a preview of it is visible. */
  previewing(doc: number): boolean;
  resetPreview(doc: number, patch: PreviewPatch): void;
  patchPreview(doc: number, patch: PreviewPatch): void;
  autosave(): boolean;
  failed(document: DocumentState, error: HostError): void;
  recovered(document: DocumentState): void;
  /** Lines of another program were taken into the text. */
  tookIn(document: DocumentState, lines: number): void;
}

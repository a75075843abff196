import type { Backend } from "../ipc/backend";
import type { Desk } from "./desk.svelte";
import type { DocumentState } from "./document.svelte";
import type { Notices } from "./notices.svelte";

/** Follows what other programs do in the folder with the open posts; returns what stops it. */
export function followOutside(backend: Backend, desk: Desk, notices: Notices): () => void {
  const stops = [
    backend.listen("postChanged", ({ doc, deleted }) => void desk.byId(doc)?.fileChanged(deleted)),
    backend.listen("postMoved", ({ doc, path }) => {
      const before = desk.byId(doc)?.path;
      desk.moved(doc, path);
      desk.byId(doc)?.fileFound();
      if (before !== undefined) notices.tell("moved", `${before} is now ${path}. Your text goes on there.`);
    }),
    backend.listen("folderPolled", () => {
      notices.tell(
        "polled",
        "The system does not tell of changes in this folder, so Galley looks every two seconds.",
      );
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Says that lines of another program are in the text, and offers to take them out again. */
export function tellOfForeignLines(notices: Notices, document: DocumentState, lines: number): void {
  const text = lines === 1 ? "One line" : `${String(lines)} lines`;
  notices.tell(`outside ${String(document.id)}`, `${text} of ${document.path} came from another program.`, {
    name: "Undo",
    run: () => document.merging.takeBack(),
  });
}

import type { Backend } from "../ipc/backend";
import type { DocumentHost } from "./document-host";
import type { EditPipe } from "./pipe";

/** Has the host keep the undo history of a post as it is now. Never rejects: the text is what counts. */
export async function keepUndo(
  backend: Backend,
  host: DocumentHost,
  doc: number,
  pipe: EditPipe,
): Promise<void> {
  const keep = pipe.whenDrained((version) => {
    const { caret, history } = host.history(doc);
    return backend.remember(doc, version, caret, history);
  });
  await keep.catch(() => undefined);
}

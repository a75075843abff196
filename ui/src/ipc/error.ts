import type { ErrorKind, WireError } from "./bindings";

/** A failure reported by the host. `kind` decides what the UI does, `message` is shown. */
export class HostError extends Error {
  readonly kind: ErrorKind;
  readonly path: string | null;

  constructor(error: WireError) {
    super(error.message);
    this.name = "HostError";
    this.kind = error.kind;
    this.path = error.path;
  }

  /** Narrows whatever a promise rejected with; anything foreign becomes kind `Io`. */
  static from(reason: unknown): HostError {
    if (reason instanceof HostError) return reason;
    if (typeof reason === "object" && reason !== null && "kind" in reason && "message" in reason) {
      const { kind, message } = reason as WireError;
      return new HostError({ kind, message, path: (reason as WireError).path ?? null });
    }
    return new HostError({ kind: "Io", message: String(reason), path: null });
  }
}

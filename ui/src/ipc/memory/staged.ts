import type { Backend, HostEvents } from "../backend";
import type { ErrorKind, WireError } from "../bindings";
import { HostError } from "../error";

/** The stage directions of the in-memory host: which calls fail, and when answers and events arrive. */
export class StagedHost {
  /** The names of the calls so far, in order. */
  readonly calls: string[] = [];
  #listeners = new Map<keyof HostEvents, Set<(payload: never) => void>>();
  #failures: { call: keyof Backend; error: WireError }[] = [];
  #gate: Promise<void> = Promise.resolve();

  /** Makes the next call of that name fail. */
  failNext(call: keyof Backend, kind: ErrorKind, message = "it did not work"): void {
    this.#failures.push({ call, error: { kind, message, path: null } });
  }

  /** Holds every answer back until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = deferred();
    this.#gate = promise;
    return resolve;
  }

  emit<E extends keyof HostEvents>(event: E, payload: HostEvents[E]): void {
    for (const handler of this.#listeners.get(event) ?? [])
      (handler as (payload: HostEvents[E]) => void)(payload);
  }

  listen<E extends keyof HostEvents>(event: E, handler: (payload: HostEvents[E]) => void): () => void {
    const handlers = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, handlers);
    handlers.add(handler);
    return () => void handlers.delete(handler);
  }

  protected async answer<T>(call: keyof Backend, work: () => T): Promise<T> {
    this.calls.push(call);
    await this.#gate;
    const index = this.#failures.findIndex((failure) => failure.call === call);
    const [failure] = index < 0 ? [] : this.#failures.splice(index, 1);
    if (failure) throw new HostError(failure.error);
    return work();
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

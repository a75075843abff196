import { createSubscriber } from "svelte/reactivity";

/** Milliseconds. */
const minute = 60_000;

/** A clock that ticks each minute, but only while something on screen reads it. */
export class MinuteClock {
  #read = createSubscriber((update) => {
    const timer = setInterval(update, minute);
    return () => clearInterval(timer);
  });

  /** Seconds since 1970. */
  get now(): number {
    this.#read();
    return Date.now() / 1000;
  }
}

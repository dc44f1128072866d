import type { Signal } from "@preact/signals";

/** A handler that puts what it is given into a signal. */
export function set<T>(signal: Signal<T>): (value: T) => void {
  return (value) => {
    signal.value = value;
  };
}

import { computed, type ReadonlySignal } from "@preact/signals";

/** What `read` gives, as the same object for as long as it says the same: nothing is drawn again for it. */
export function steady<T>(read: () => T): ReadonlySignal<T> {
  let last: { readonly value: T; readonly json: string } | null = null;
  return computed(() => {
    const value = read();
    const json = JSON.stringify(value);
    if (last?.json !== json) last = { value, json };
    return last.value;
  });
}

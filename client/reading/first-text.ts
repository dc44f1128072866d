/** A text to read at once: what the window shows of it first, the rest while nothing else is to be done. */

/** More than a tall window shows, in characters. */
const FIRST_LOOK = 6000;

/** How long the rest waits at most, in milliseconds. */
const LONGEST_WAIT = 500;

export interface FirstText {
  readonly element: HTMLElement;
  /** Draws at once what is not there yet. */
  finish(): void;
  /** What is not there yet is not needed any more. */
  stop(): void;
}

/** @param sections drawn when they are asked for */
export function drawFirstText(sections: Iterator<HTMLElement, void>): FirstText {
  const element = document.createElement("div");
  element.className = "sheet__text";
  const drawOne = (): HTMLElement | null => {
    const next = sections.next();
    if (next.done) return null;
    element.append(next.value);
    return next.value;
  };
  const drawWhile = (mayGoOn: () => boolean): boolean => {
    while (mayGoOn()) if (drawOne() === null) return true;
    return false;
  };
  let drawn = 0;
  for (let section = drawOne(); section !== null; section = drawOne()) {
    drawn += section.textContent.length;
    if (drawn > FIRST_LOOK) break;
  }

  let cancel = () => {};
  const goOn = () => {
    cancel = whenIdle((mayGoOn) => {
      if (!drawWhile(mayGoOn)) goOn();
    });
  };
  goOn();
  return {
    element,
    finish() {
      cancel();
      drawWhile(() => true);
    },
    stop: () => cancel(),
  };
}

/** @returns what takes it back */
function whenIdle(work: (mayGoOn: () => boolean) => void): () => void {
  // Not every Safari tells when it is idle.
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(() => work(() => true), LONGEST_WAIT);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(
    (deadline) => work(() => deadline.didTimeout || deadline.timeRemaining() > 0),
    { timeout: LONGEST_WAIT },
  );
  return () => cancelIdleCallback(handle);
}

/**
 * Asks for what a page is going to need before its scripts have come that far: the answers are on their way while the
 * page finds out who is signed in.
 */
const asked = new Map<string, Promise<Response>>();

/** How long an answer may wait to be taken, in milliseconds; after that it may be out of date. */
const FRESH = 10_000;

export function askEarly(path: string): Promise<Response> {
  const answer = fetch(path);
  asked.set(path, answer);
  // Whoever takes it deals with failures.
  answer.catch(() => {});
  setTimeout(() => asked.delete(path), FRESH);
  return answer;
}

/** The answer to a question that was asked early; each is given once. */
export function takeEarly(path: string): Promise<Response> | undefined {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}

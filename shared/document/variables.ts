/** Variables: names that stand in the text, and what they say everywhere at once. */
import type * as Y from "yjs";
import { isVariableName, MAX_ATTRIBUTE_LENGTH } from "./layout.ts";
import { rootsOf } from "./to-doc.ts";

/** Every variable that has a value, by name. What is not text is passed over. */
export function readVariables(ydoc: Y.Doc): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of rootsOf(ydoc).variables.entries()) {
    if (isVariableName(name) && typeof value === "string") variables[name] = value;
  }
  return variables;
}

/** @throws RangeError if the name is not one (see `isVariableName`) or the value is too long. */
export function setVariable(ydoc: Y.Doc, name: string, value: string): void {
  if (!isVariableName(name)) throw new RangeError(`"${name}" is not the name of a variable`);
  if (value.length > MAX_ATTRIBUTE_LENGTH) {
    throw new RangeError(`The value of ${name} is longer than ${MAX_ATTRIBUTE_LENGTH} characters`);
  }
  const { variables } = rootsOf(ydoc);
  if (variables.get(name) !== value) variables.set(name, value);
}

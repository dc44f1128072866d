import { expect, test } from "vitest";
import { pastedAddress, readAddress, shownAddress } from "#client/editor/link-address.ts";
import { isSafeHref } from "#shared/document/layout.ts";

test.each([
  ["https://example.org/a?b=c#d", "https://example.org/a?b=c#d"],
  ["  example.org/seite ", "https://example.org/seite"],
  ["example.org:8080/x", "https://example.org:8080/x"],
  ["name@example.org", "mailto:name@example.org"],
  ["mailto:name@example.org?subject=Frage", "mailto:name@example.org?subject=Frage"],
  ["+49 30 123 456", "tel:+4930123456"],
  ["tel:+49 30 123456", "tel:+4930123456"],
])("%s is meant as %s", (typed, href) => {
  expect(readAddress(typed)).toEqual({ is: "good", href });
  expect(isSafeHref(href)).toBe(true);
});

test.each([
  ["", "empty"],
  ["zwei worte", "blank"],
  ["javascript:alert(1)", "scheme"],
  ["data:text/html,x", "scheme"],
  ["ftp://example.org", "scheme"],
  ["nurwort", "scheme"],
  ["mailto:niemand", "mail"],
  ["tel:abc", "phone"],
  ["https://", "host"],
])("“%s” is refused: %s", (typed, problem) => {
  expect(readAddress(typed)).toEqual({ is: "bad", problem });
});

test("only a whole address links the words that it is pasted onto", () => {
  expect(pastedAddress(" https://example.org/a\n")).toBe("https://example.org/a");
  expect(pastedAddress("siehe https://example.org")).toBeNull();
  expect(pastedAddress("https://example.org und mehr")).toBeNull();
  expect(pastedAddress("example.org")).toBeNull();
});

test("addresses are shown without what nobody reads", () => {
  expect(shownAddress("https://example.org/")).toBe("example.org");
  expect(shownAddress("mailto:name@example.org")).toBe("name@example.org");
});

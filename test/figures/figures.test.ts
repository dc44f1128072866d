import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_FIGURE_BYTES } from "#shared/figure-limits.ts";
import type { Figure } from "#shared/figures.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { aGuidelineAtWork, type GuidelineAtWork } from "#test/support/guideline.ts";
import { createGuideline, type Someone } from "#test/support/people.ts";
import { aHugePng, aJpeg, aPng, aWebp, SECRET } from "#test/support/pictures.ts";

let work: GuidelineAtWork;
let editor: Someone;
let commenter: Someone;
let reader: Someone;
beforeAll(async () => {
  work = await aGuidelineAtWork();
  editor = await work.member("Jonas Weber", "editor");
  commenter = await work.member("Mira Kaya", "commenter");
  reader = await work.member("Lea Roth", "reader");
});
afterAll(() => work[Symbol.asyncDispose]());

function handIn(by: Someone, id: GuidelineId, field: Buffer | string): Promise<Response> {
  const form = new FormData();
  if (typeof field === "string") form.set("hash", field);
  else form.set("file", new File([new Uint8Array(field)], "liegt-nicht-vor.txt", { type: "text/html" }));
  return fetch(`${by.url}/api/guidelines/${id}/figures`, {
    method: "POST",
    headers: { origin: by.url, cookie: by.cookie },
    body: form,
  });
}

async function added(file: Buffer): Promise<Figure> {
  const response = await handIn(editor, work.guideline.id, file);
  expect(response.ok).toBe(true);
  return response.json() as Promise<Figure>;
}

async function codeOf(response: Promise<Response>): Promise<string> {
  return ((await (await response).json()) as { code: string }).code;
}

test("a figure is named by the hash of what is kept, and comes back as that for ever", async () => {
  const figure = await added(aPng(4, 3));
  expect(figure).toMatchObject({ type: "image/png", width: 4, height: 3 });
  const response = await commenter.request("GET", `/api/figures/${figure.hash}`);
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(figure.hash);
  expect(bytes.includes(SECRET)).toBe(false);
});

test("the type comes from the bytes, not from name or header", async () => {
  expect((await added(aJpeg())).type).toBe("image/jpeg");
  expect((await added(aWebp())).type).toBe("image/webp");
});

test("the same picture twice is stored once", async () => {
  const first = await handIn(editor, work.guideline.id, aPng(5, 5));
  const second = await handIn(editor, work.guideline.id, aPng(5, 5));
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(await second.json()).toEqual(await first.json());
});

test("only who may read a text that uses it sees a figure; to others it does not exist", async () => {
  const { hash } = await added(aPng(6, 2));
  const path = `/api/figures/${hash}`;
  expect((await commenter.request("GET", path)).status).toBe(200);
  expect(await codeOf(reader.request("GET", path))).toBe("figures/not-found");
  expect((await fetch(work.server.url + path)).status).toBe(401);
  await work.owner.ask("PUT", `/api/guidelines/${work.guideline.id}/members/${reader.id}`, {
    role: "commenter",
  });
  expect((await reader.request("GET", path)).status).toBe(200);
  await work.owner.ask("PUT", `/api/guidelines/${work.guideline.id}/members/${reader.id}`, {
    role: "reader",
  });
  expect((await reader.request("GET", path)).status).toBe(404);
});

test("a figure goes over into another text only by the hand of who may read it", async () => {
  const { hash } = await added(aPng(7, 2));
  const elsewhere = await createGuideline(reader);
  expect(await codeOf(handIn(reader, elsewhere.id, hash))).toBe("figures/not-found");
  expect((await reader.request("GET", `/api/figures/${hash}`)).status).toBe(404);

  await reader.ask("PUT", `/api/guidelines/${elsewhere.id}/members/${editor.id}`, { role: "editor" });
  expect((await handIn(editor, elsewhere.id, hash)).status).toBe(201);
  expect((await reader.request("GET", `/api/figures/${hash}`)).status).toBe(200);
});

test("who may not edit the text brings no figure to it", async () => {
  expect(await codeOf(handIn(commenter, work.guideline.id, aPng()))).toBe("guidelines/not-allowed");
});

test("what is no picture, too large or too wide is refused with a reason", async () => {
  const { id } = work.guideline;
  expect(await codeOf(handIn(editor, id, Buffer.from("<svg onload='alert(1)'/>")))).toBe(
    "figures/unreadable",
  );
  expect(await codeOf(handIn(editor, id, aWebp(1, true)))).toBe("figures/unreadable");
  expect(await codeOf(handIn(editor, id, aPng().subarray(0, 60)))).toBe("figures/damaged");
  expect(await codeOf(handIn(editor, id, aHugePng()))).toBe("figures/too-many-pixels");
  const large = Buffer.concat([aPng(), Buffer.alloc(MAX_FIGURE_BYTES + 100_000)]);
  expect(await codeOf(handIn(editor, id, large))).toBe("request/too-large");
  expect(await codeOf(editor.request("POST", `/api/guidelines/${id}/figures`, { file: "" }))).toBe(
    "request/invalid",
  );
});

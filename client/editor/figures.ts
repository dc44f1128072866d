/** Figures on their way into the text: from the clipboard, by dropping a file, and from other texts. */
import type { Slice } from "prosemirror-model";
import { type Command, NodeSelection, Plugin, TextSelection } from "prosemirror-state";
import { schema } from "#shared/document/schema.ts";
import { FIGURE_TYPES } from "#shared/figure-limits.ts";
import type { Figure } from "#shared/figures.ts";
import { ApiError } from "../shell/api.ts";

export interface FigureAttributes {
  /** The figure's hash; null where a newer client has put in something else. */
  readonly ref: string | null;
  readonly alt: string;
  readonly caption: string;
}

/**
 * Hands a file in and tells how far it is, from 0 to 1. `fetch` cannot tell of the way there.
 * @throws ApiError, or TypeError when there is no connection
 */
export function uploadFigure(
  guidelineId: string,
  file: File,
  onProgress: (part: number) => void,
): Promise<Figure> {
  const form = new FormData();
  form.set("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(guidelineId));
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Figure);
      else reject(new ApiError(request.response));
    });
    request.addEventListener("error", () => reject(new TypeError("no connection")));
    request.send(form);
  });
}

/** Figures of another text belong to this one too from now on, if one may read them there. */
export function adoptFigures(guidelineId: string, slice: Slice): void {
  // What cannot be adopted is shown as missing.
  for (const hash of hashesIn(slice)) void adopt(guidelineId, hash).catch(() => {});
}

async function adopt(guidelineId: string, hash: string): Promise<void> {
  const form = new FormData();
  form.set("hash", hash);
  await fetch(addressOf(guidelineId), { method: "POST", body: form });
}

function addressOf(guidelineId: string): string {
  return `/api/guidelines/${encodeURIComponent(guidelineId)}/figures`;
}

/** Pasted and dropped pictures open the dialog; pasted figures are adopted; a click opens one. */
export function figurePlugin(guidelineId: string, onFile: (file: File) => void, open: Command): Plugin {
  return new Plugin({
    props: {
      handlePaste(view, event, slice) {
        adoptFigures(guidelineId, slice);
        // Office programs put a picture of the text beside the text itself.
        const file =
          slice.size === 0 || onlyPicture(event.clipboardData) ? pictureIn(event.clipboardData) : null;
        if (file === null || !view.editable) return false;
        onFile(file);
        return true;
      },
      handleDrop(view, event, _slice, moved) {
        const file = moved ? null : pictureIn(event.dataTransfer);
        if (file === null || !view.editable) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at !== null)
          view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
        onFile(file);
        return true;
      },
      handleDoubleClickOn(view, _pos, node, nodePos) {
        if (node.type !== schema.nodes.figure || !view.editable) return false;
        view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, nodePos)));
        return open(view.state, view.dispatch, view);
      },
    },
  });
}

function hashesIn({ content }: Slice): readonly string[] {
  const hashes = new Set<string>();
  content.descendants((node) => {
    if (node.type === schema.nodes.figure && typeof node.attrs.ref === "string") hashes.add(node.attrs.ref);
    return !node.isTextblock;
  });
  return [...hashes];
}

function pictureIn(data: DataTransfer | null): File | null {
  return (
    [...(data?.files ?? [])].find(({ type }) => (FIGURE_TYPES as readonly string[]).includes(type)) ?? null
  );
}

/** Browsers put an `img` beside a copied picture, and nothing else. */
function onlyPicture(data: DataTransfer | null): boolean {
  const html = data?.getData("text/html") ?? "";
  const text = data?.getData("text/plain") ?? "";
  return text.trim() === "" && /<img\b/i.test(html) && html.replaceAll(/<[^>]*>/g, "").trim() === "";
}

import { useSignal } from "@preact/signals";
import { ImageUp } from "lucide";
import { useEffect, useId, useRef } from "preact/hooks";
import { NodeSelection } from "prosemirror-state";
import { schema } from "#shared/document/schema.ts";
import { figureAddress } from "#shared/figure-address.ts";
import { FIGURE_TYPES, MAX_FIGURE_BYTES } from "#shared/figure-limits.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { blockTexts } from "./block-texts.ts";
import type { BlockDialog } from "./block-tools.ts";
import type { Desk } from "./desk.ts";
import { type FigureAttributes, uploadFigure } from "./figures.ts";
import { insertFigure } from "./objects.ts";
import { editorTexts } from "./texts.ts";

type Handing =
  | { readonly state: "choosing" }
  | { readonly state: "uploading"; readonly part: number }
  | { readonly state: "failed"; readonly reason: string };

interface FigureDialogProps {
  readonly desk: Desk;
  readonly dialog: Extract<BlockDialog, { readonly open: "figure" }>;
}

/** A picture with the words that go with it: new, or one that stands in the text already. */
export function FigureDialog({ desk, dialog }: FigureDialogProps) {
  const t = blockTexts();
  const { shown } = dialog;
  const file = useSignal<File | null>(dialog.file);
  const alt = useSignal(shown?.alt ?? "");
  const caption = useSignal(shown?.caption ?? "");
  const handing = useSignal<Handing>({ state: "choosing" });
  const altError = useSignal<string | undefined>(undefined);
  const open = useRef(true);
  useEffect(
    () => () => {
      open.current = false;
    },
    [],
  );
  const close = () => desk.openDialog({ open: "none" });

  const choose = (chosen: File | null) => {
    file.value = chosen;
    handing.value =
      chosen !== null && chosen.size > MAX_FIGURE_BYTES
        ? { state: "failed", reason: t.figureTooLarge }
        : { state: "choosing" };
  };
  useEffect(() => choose(dialog.file), []);

  async function finish(): Promise<void> {
    altError.value = alt.value.trim() === "" ? t.figureAltMissing : undefined;
    if (altError.value !== undefined || handing.value.state === "uploading") return;
    const ref = file.value === null ? (shown?.ref ?? null) : await handIn(file.value);
    // Who has closed the dialog meanwhile wants no figure any more.
    if (ref === null || !open.current) return;
    close();
    put(desk, shown, { ref, alt: alt.value.trim(), caption: caption.value.trim() });
  }

  async function handIn(chosen: File): Promise<string | null> {
    if (chosen.size > MAX_FIGURE_BYTES) return null;
    handing.value = { state: "uploading", part: 0 };
    try {
      const { hash } = await uploadFigure(desk.guideline.id, chosen, (part) => {
        handing.value = { state: "uploading", part };
      });
      handing.value = { state: "choosing" };
      return hash;
    } catch (error) {
      handing.value = { state: "failed", reason: describeError(error) };
      return null;
    }
  }

  const now = handing.value;
  const isChosen = file.value !== null || shown?.ref != null;
  return (
    <Dialog title={shown === null ? t.figureTitle : t.figureEdit} onClose={close}>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void finish();
        }}
      >
        <PictureField file={file.value} shown={shown} onChoose={choose} />
        <TextField
          label={t.figureAlt}
          hint={t.figureAltHint}
          name="alt"
          value={alt.value}
          error={altError.value}
          maxLength={1000}
          required
          onInput={set(alt)}
        />
        <TextField
          label={t.figureCaption}
          hint={t.figureCaptionHint}
          name="caption"
          value={caption.value}
          maxLength={1000}
          onInput={set(caption)}
        />
        {now.state === "uploading" && (
          <div class="figure-progress" role="status">
            <progress value={now.part} aria-label={t.figureUploading(Math.round(now.part * 100))} />
            {t.figureUploading(Math.round(now.part * 100))}
          </div>
        )}
        {now.state === "failed" && <Notice kind="error">{now.reason}</Notice>}
        <div class="dialog__actions">
          <Button onClick={close}>{editorTexts().cancel}</Button>
          <Button type="submit" look="primary" disabled={!isChosen || now.state !== "choosing"}>
            {shown === null ? t.figureInsert : editorTexts().save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PictureFieldProps {
  readonly file: File | null;
  readonly shown: FigureAttributes | null;
  readonly onChoose: (file: File | null) => void;
}

function PictureField({ file, shown, onChoose }: PictureFieldProps) {
  const t = blockTexts();
  const id = useId();
  const address = useSignal<string | null>(null);
  useEffect(() => {
    if (file === null) {
      address.value = shown?.ref == null ? null : figureAddress(shown.ref);
      return;
    }
    const url = URL.createObjectURL(file);
    address.value = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return (
    <div class="field">
      {address.value !== null && <img class="figure-preview" src={address.value} alt={t.figurePreview} />}
      <div class="file-choice">
        <input
          id={id}
          class="visually-hidden"
          type="file"
          name="file"
          accept={FIGURE_TYPES.join(",")}
          aria-label={shown === null ? t.figureFile : t.figureReplace}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)}
        />
        <label class="button" for={id}>
          <Icon of={ImageUp} />
          {shown === null && file === null ? t.figureChoose : t.figureReplace}
        </label>
        {file !== null && <span class="file-choice__name">{file.name}</span>}
      </div>
      <p class="field__hint" id={`${id}-hint`}>
        {t.figureHint}
      </p>
    </div>
  );
}

/** Changes the figure that was opened, wherever it is by now; if it is gone, and for a new one, puts one in. */
function put(
  desk: Desk,
  shown: FigureAttributes | null,
  attrs: FigureAttributes & { readonly ref: string },
): void {
  desk.run((state, dispatch, view) => {
    const { selection } = state;
    const isOpened =
      shown !== null &&
      selection instanceof NodeSelection &&
      selection.node.type === schema.nodes.figure &&
      selection.node.attrs.ref === shown.ref;
    if (!isOpened) return insertFigure(attrs)(state, dispatch, view);
    const tr = state.tr;
    for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(selection.from, name, value);
    tr.setSelection(NodeSelection.create(tr.doc, selection.from));
    dispatch?.(tr);
    return true;
  });
}

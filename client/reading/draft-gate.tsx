import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { Content } from "#shared/collab.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { type Catalogue, cataloguePath, loadCatalogue } from "../editor/catalogue.ts";
import { editorTexts } from "../editor/texts.ts";
import { describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { askEarly } from "../shell/early.ts";
import { Page, useTitle } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { shellTexts } from "../shell/texts.ts";
import { Skeleton } from "../ui/empty.tsx";

/** A draft as the server has it, and what the templates know about it. */
export interface Draft {
  readonly guideline: Guideline;
  readonly content: Content;
  readonly catalogue: Catalogue;
}

interface DraftGateProps {
  /** @param reload asks for the guideline again, not for its text */
  readonly children: (draft: Draft, reload: () => Promise<void>) => ComponentChildren;
}

/** Shows what needs a draft once it is there; otherwise why it is not. The id is that of the route. */
export function DraftGate({ children }: DraftGateProps) {
  const id = (useRoute().params.id ?? "") as GuidelineId;
  const guideline = useQuery<Guideline>(guidelinePath(id));
  useEffect(() => followGuidelines([id], ["guidelines:changed"], () => void guideline.reload()), [id]);
  if (guideline.now.state === "loading") return <Waiting title={shellTexts().loading} />;
  if (guideline.now.state === "failed")
    return <Closed title={shellTexts().notFound} lead={describeError(guideline.now.error)} />;
  const found = guideline.now.value;
  if (found.role === "reader")
    return <Closed title={editorTexts().readerTitle} lead={editorTexts().readerLead} />;
  return <LoadedDraft key={id} guideline={found} reload={guideline.reload} children={children} />;
}

interface LoadedDraftProps extends DraftGateProps {
  readonly guideline: Guideline;
  readonly reload: () => Promise<void>;
}

function LoadedDraft({ guideline, reload, children }: LoadedDraftProps) {
  useTitle(guideline.title);
  const content = useQuery<Content>(contentPath(guideline.id));
  const catalogue = useSignal<Catalogue | null>(null);
  const catalogueError = useSignal<unknown>(null);
  useEffect(() => {
    loadCatalogue(guideline).then(
      (loaded) => {
        catalogue.value = loaded;
      },
      (error: unknown) => {
        catalogueError.value = error;
      },
    );
  }, [guideline.locale, guideline.kind]);
  const failed = content.now.state === "failed" ? content.now.error : catalogueError.value;
  if (failed !== null) return <Closed title={guideline.title} lead={describeError(failed)} />;
  if (content.now.state !== "loaded" || catalogue.value === null) return <Waiting title={guideline.title} />;
  return <>{children({ guideline, content: content.now.value, catalogue: catalogue.value }, reload)}</>;
}

function Waiting({ title }: { readonly title: string }) {
  return (
    <main id="content" class="desk">
      <h1 class="visually-hidden">{title}</h1>
      <Skeleton lines={6} />
    </main>
  );
}

function Closed({ title, lead }: { readonly title: string; readonly lead: string }) {
  const current = session.value;
  return (
    <>
      {current.state === "signedIn" && <Bar me={current.me} />}
      <Page title={title} lead={lead} narrow children={null} />
    </>
  );
}

/** Asks for a draft while the page still finds out who is here. */
export function askEarlyForDraft(id: string): void {
  const guideline = askEarly(guidelinePath(id));
  askEarly(contentPath(id));
  guideline.then(
    async (answer) => {
      if (answer.ok) askEarly(cataloguePath((await answer.clone().json()) as Guideline));
    },
    /* Whoever takes the answer deals with failures. */ () => {},
  );
}

function guidelinePath(id: string): string {
  return `/api/guidelines/${encodeURIComponent(id)}`;
}

function contentPath(id: string): string {
  return `${guidelinePath(id)}/content`;
}

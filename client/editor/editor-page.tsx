import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { Content } from "#shared/collab.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { Page, useTitle } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { joinGuideline, onRealtime } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { shellTexts } from "../shell/texts.ts";
import { Skeleton } from "../ui/empty.tsx";
import { type Catalogue, loadCatalogue } from "./catalogue.ts";
import { editorTexts } from "./texts.ts";
import { Workplace } from "./workplace.tsx";

/** A guideline's draft, written together. */
export default function EditorPage() {
  const id = (useRoute().params.id ?? "") as GuidelineId;
  const guideline = useQuery<Guideline>(`/api/guidelines/${encodeURIComponent(id)}`);
  useEffect(() => {
    const leave = joinGuideline(id);
    const off = onRealtime("guidelines:changed", ({ guidelineId }) => {
      if (guidelineId === id) void guideline.reload();
    });
    return () => {
      off();
      leave();
    };
  }, [id]);

  const current = session.value;
  if (current.state !== "signedIn") return null;
  if (guideline.now.state === "loading") return <Bar me={current.me} />;
  if (guideline.now.state === "failed")
    return (
      <>
        <Bar me={current.me} />
        <Page
          title={shellTexts().notFound}
          lead={describeError(guideline.now.error)}
          narrow
          children={null}
        />
      </>
    );
  const found = guideline.now.value;
  if (found.role === "reader")
    return (
      <>
        <Bar me={current.me} />
        <Page title={editorTexts().readerTitle} lead={editorTexts().readerLead} narrow children={null} />
      </>
    );
  return <DraftPage key={id} guideline={found} onChanged={guideline.reload} />;
}

interface DraftPageProps {
  readonly guideline: Guideline;
  readonly onChanged: () => Promise<void>;
}

function DraftPage({ guideline, onChanged }: DraftPageProps) {
  useTitle(guideline.title);
  const content = useQuery<Content>(`/api/guidelines/${guideline.id}/content`);
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
  const current = session.value;
  if (failed !== null && current.state === "signedIn")
    return (
      <>
        <Bar me={current.me} />
        <Page title={guideline.title} lead={describeError(failed)} narrow children={null} />
      </>
    );
  const first = content.now.state === "loaded" ? content.now.value : null;
  if (first === null || catalogue.value === null)
    return (
      <main id="content" class="desk">
        <h1 class="visually-hidden">{guideline.title}</h1>
        <Skeleton lines={6} />
      </main>
    );
  return (
    <Workplace guideline={guideline} content={first} catalogue={catalogue.value} onChanged={onChanged} />
  );
}

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId, GuidelineId } from "#shared/ids.ts";
import { bodyName } from "../identity/body-names.ts";
import { describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { followGuidelines } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { Skeleton } from "../ui/empty.tsx";
import { type GuidelinePage, Ways } from "./ways.tsx";
import "./pages.css";

interface GuidelinePageFrameProps<T> {
  readonly here: GuidelinePage;
  readonly title: string;
  readonly lead?: string;
  /** Below the guideline's address; empty: the guideline itself. */
  readonly path: string;
  readonly children: (shown: {
    readonly guideline: Guideline;
    readonly value: T;
    readonly nameOf: (body: BodyId) => string;
    readonly reload: () => Promise<void>;
  }) => ComponentChildren;
}

/** A page about a guideline as a whole, from what is there now; it follows what others decide meanwhile. */
export function GuidelinePageFrame<T>({ here, title, lead, path, children }: GuidelinePageFrameProps<T>) {
  const id = (useRoute().params.id ?? "") as GuidelineId;
  const base = `/api/guidelines/${encodeURIComponent(id)}`;
  const guideline = useQuery<Guideline>(base);
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const value = useQuery<T>(path === "" ? base : `${base}/${path}`);
  const reload = async () => void (await Promise.all([guideline.reload(), value.reload()]));
  useEffect(
    () => followGuidelines([id], ["questions:changed", "guidelines:changed"], () => void reload()),
    [id],
  );

  const current = session.value;
  if (current.state !== "signedIn") return null;
  const failed = [guideline.now, value.now].find((each) => each.state === "failed");
  if (failed?.state === "failed")
    return (
      <>
        <Bar me={current.me} />
        <Page title={title} lead={describeError(failed.error)} narrow children={null} />
      </>
    );
  if (guideline.now.state !== "loaded" || value.now.state !== "loaded" || bodies.now.state !== "loaded")
    return (
      <>
        <Bar me={current.me} />
        <main id="content" class="page">
          <Skeleton lines={6} />
        </main>
      </>
    );
  const all = bodies.now.value;
  const found = guideline.now.value;
  return (
    <>
      <Bar me={current.me} />
      <Page title={title} lead={lead ?? found.title} tab={`${title}: ${found.title}`}>
        <Ways guidelineId={id} here={here} />
        {children({
          guideline: found,
          value: value.now.value,
          nameOf: (body) => {
            const known = all.find((each) => each.id === body);
            return known === undefined ? "" : bodyName(known);
          },
          reload,
        })}
      </Page>
    </>
  );
}

import { useEffect, useRef } from "preact/hooks";
import type { Guideline } from "#shared/guidelines.ts";
import type { VersionContent } from "#shared/versions.ts";
import { loadCatalogue } from "../editor/catalogue.ts";
import { drawSections, type JsonNode } from "../reading/draw.ts";
import "../editor/editor.css";
import { describeError } from "../shell/api.ts";
import { useQuery } from "../shell/query.ts";
import { Skeleton } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { reviewTexts } from "./texts.ts";
import "../versions/versions.css";

interface CandidateTextProps {
  readonly guideline: Guideline;
  readonly version: number;
}

/** The frozen text itself, below what is decided about it. */
export function CandidateText({ guideline, version }: CandidateTextProps) {
  const paper = useRef<HTMLDivElement>(null);
  const content = useQuery<VersionContent>(`/api/guidelines/${guideline.id}/versions/${version}`);
  const found = content.now.state === "loaded" ? content.now.value : null;
  useEffect(() => {
    if (found === null) return;
    void loadCatalogue(guideline).then((catalogue) => {
      const { doc, variables } = found;
      paper.current?.replaceChildren(
        ...drawSections(doc as JsonNode, { variables, catalogue, kind: guideline.kind }),
      );
    });
  }, [found, guideline.locale]);
  return (
    <section class="candidate__text" aria-labelledby="candidate-text">
      <h2 id="candidate-text">{reviewTexts().text}</h2>
      {content.now.state === "loading" && <Skeleton lines={6} />}
      {content.now.state === "failed" && <Notice kind="error">{describeError(content.now.error)}</Notice>}
      <div class="sheet__paper version__paper" lang={guideline.locale}>
        <div class="sheet__text" ref={paper} />
      </div>
    </section>
  );
}

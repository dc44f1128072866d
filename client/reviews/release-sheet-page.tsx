import { useRoute } from "preact-iso";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import { type Fact, releaseSheetView, type SheetView } from "#shared/release-sheet.ts";
import type { ReleaseSheet } from "#shared/reviews.ts";
import { defineTexts, locale } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { DownloadLink } from "../shell/download-link.tsx";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Skeleton } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import "./release-sheet.css";

const texts = defineTexts({
  de: { title: "Vermerk über Freigabe und Zustimmung", back: "Zum Text dieses Stands", pdf: "PDF-Datei" },
  en: { title: "Record of approval and consent", back: "To the text of this state", pdf: "PDF file" },
});

/** Everything that was decided about one version, to be kept with it. */
export default function ReleaseSheetPage() {
  const { id = "", number = "" } = useRoute().params;
  const t = texts();
  const base = `/api/guidelines/${encodeURIComponent(id)}`;
  const path = `${base}/versions/${encodeURIComponent(number)}/release-sheet`;
  const guideline = useQuery<Guideline>(base);
  const sheet = useQuery<ReleaseSheet>(path);
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const current = session.value;
  if (current.state !== "signedIn") return null;
  const failed = [guideline.now, sheet.now, bodies.now].find((each) => each.state === "failed");
  if (failed?.state === "failed")
    return (
      <>
        <Bar me={current.me} />
        <Page title={t.title} lead={describeError(failed.error)} narrow children={null} />
      </>
    );
  if (guideline.now.state !== "loaded" || sheet.now.state !== "loaded" || bodies.now.state !== "loaded")
    return (
      <>
        <Bar me={current.me} />
        <main class="page">
          <Skeleton lines={6} />
        </main>
      </>
    );
  const known = bodies.now.value;
  const view = releaseSheetView(sheet.now.value, {
    locale: locale.value,
    body(bodyId) {
      const body = known.find((each) => each.id === bodyId);
      return body === undefined ? "" : bodyName(body);
    },
  });
  return (
    <>
      <Bar me={current.me} />
      <Page title={view.title} lead={view.about}>
        <div class="form__actions release__actions">
          <a class="button" href={`/guidelines/${id}/versions/${number}`}>
            {t.back}
          </a>
          <DownloadLink href={`${path}?format=pdf`}>{t.pdf}</DownloadLink>
        </div>
        <Sheet view={view} />
      </Page>
    </>
  );
}

/** Beside the word stands a sign, so that it is not told by colour alone. */
const SIGNS = { yes: "✓", no: "×", none: "–" } as const;

function Sheet({ view }: { readonly view: SheetView }) {
  return (
    <article class="release">
      <Facts of={view.facts} />
      {view.reviews.map((review) => (
        <section key={review.title} class="release__review">
          <h2>{review.title}</h2>
          <Facts of={review.facts} />
          <ul class="release__bodies">
            {review.bodies.map((body) => (
              <li key={body.name}>
                <h3>
                  {body.name} <span class="quiet">{body.asked}</span>
                </h3>
                <p class={`release__decision release__decision--${body.tone}`}>
                  <span aria-hidden="true">{SIGNS[body.tone]}</span> {body.decision}
                </p>
                <Facts of={body.facts} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section class="release__review">
        <h2>{view.concerns.title}</h2>
        {view.concerns.items.length === 0 && <Notice>{view.concerns.none}</Notice>}
        <ul class="release__bodies">
          {view.concerns.items.map((concern) => (
            <li key={concern.title}>
              <h3>
                {concern.title} <span class="quiet">{concern.end}</span>
              </h3>
              <p class="release__words">{concern.words}</p>
              <Facts of={concern.facts} />
            </li>
          ))}
        </ul>
      </section>
      <section class="release__review">
        <h2>{view.limits.title}</h2>
        <ul class="release__limits">
          {view.limits.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
    </article>
  );
}

function Facts({ of }: { readonly of: readonly Fact[] }) {
  if (of.length === 0) return null;
  return (
    <dl class="release__facts">
      {of.map(({ label, value, checksum }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={checksum ? "release__checksum" : undefined}>
            {checksum ? (value.match(/.{1,8}/g) ?? []).join(" ") : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

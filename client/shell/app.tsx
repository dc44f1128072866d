import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import { ErrorBoundary, LocationProvider, lazy, Route, Router, useLocation } from "preact-iso";
import { EditorPage } from "../editor/editor-page.tsx";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Mark } from "../ui/mark.tsx";
import { Toasts } from "../ui/toast.tsx";
import { AppearanceMenu, Bar } from "./bar.tsx";
import { Overlays } from "./overlays.tsx";
import { Page } from "./page.tsx";
import { loadSession, session } from "./session.ts";
import { shellTexts } from "./texts.ts";

const AuditPage = lazy(async () => (await import("../audit/audit-page.tsx")).AuditPage);
const InvitationPage = lazy(async () => (await import("../identity/invitation-page.tsx")).InvitationPage);
const NewGuidelinePage = lazy(
  async () => (await import("../guidelines/new-guideline-page.tsx")).NewGuidelinePage,
);
const PeoplePage = lazy(async () => (await import("../identity/people-page.tsx")).PeoplePage);
const SignInPage = lazy(async () => (await import("../identity/sign-in-page.tsx")).SignInPage);
const StartPage = lazy(async () => (await import("../guidelines/start-page.tsx")).StartPage);
const SetupPage = lazy(async () => (await import("../identity/setup-page.tsx")).SetupPage);
const ComparePage = lazy(() => import("../versions/compare-page.tsx"));
const ReadingPage = lazy(() => import("../reading/reading-page.tsx"));
const InboxPage = lazy(() => import("../notifications/inbox-page.tsx"));
const MailsPage = lazy(() => import("../notifications/mails-page.tsx"));
const SettingsPage = lazy(() => import("../notifications/settings-page.tsx"));
const UnsubscribePage = lazy(() => import("../notifications/unsubscribe-page.tsx"));
const ReadinessPage = lazy(() => import("../questions/readiness-page.tsx"));
const RecordPage = lazy(() => import("../questions/record-page.tsx"));
const BriefingPage = lazy(() => import("../questions/briefing-page.tsx"));
const BenefitsPage = lazy(() => import("../templates/benefits-page.tsx"));
const RegisterPage = lazy(() => import("../discussion/register-page.tsx"));
const ApprovalPage = lazy(() => import("../reviews/approval-page.tsx"));
const ReleaseSheetPage = lazy(() => import("../reviews/release-sheet-page.tsx"));
const ReviewPage = lazy(() => import("../reviews/review-page.tsx"));
const ReviewLinkPage = lazy(() => import("../reviews/review-link-page.tsx"));
const VersionPage = lazy(() => import("../versions/version-page.tsx"));

export function App() {
  useEffect(() => void loadSession(), []);
  const current = session.value;
  return (
    <LocationProvider>
      <Guarded>
        {current.state === "loading" && (
          <main class="page">
            <Skeleton />
          </main>
        )}
        {current.state === "unreachable" && <Unreachable />}
        {current.state === "none" && (
          <Doorstep organisation={current.setup.organisation}>
            <ErrorBoundary>
              <Router>
                <Route path="/setup" component={SetupPage} />
                <Route path="/invitation/:token" component={InvitationPage} />
                <Route path="/unsubscribe/:token" component={UnsubscribePage} />
                <Route path="/r/:token" component={ReviewLinkPage} />
                <Route path="/sign-in" component={SignInPage} />
                <Route default component={() => <ToSignIn isSetUp={current.setup.done} />} />
              </Router>
            </ErrorBoundary>
          </Doorstep>
        )}
        {current.state === "signedIn" && (
          <ErrorBoundary>
            <Router>
              <Route path="/guidelines/:id" component={EditorPage} />
              <Route path="/guidelines/:id/read" component={ReadingPage} />
              <Route path="/guidelines/:id/readiness" component={ReadinessPage} />
              <Route path="/guidelines/:id/decisions" component={RecordPage} />
              <Route path="/guidelines/:id/briefing" component={BriefingPage} />
              <Route path="/guidelines/:id/benefits" component={BenefitsPage} />
              <Route path="/guidelines/:id/concerns" component={RegisterPage} />
              <Route path="/guidelines/:id/versions/:number" component={VersionPage} />
              <Route path="/guidelines/:id/approval" component={ApprovalPage} />
              <Route path="/guidelines/:id/reviews/:rid" component={ReviewPage} />
              <Route path="/guidelines/:id/versions/:number/release-sheet" component={ReleaseSheetPage} />
              <Route path="/guidelines/:id/compare" component={ComparePage} />
              <Route path="/" component={framed(StartPage)} />
              <Route path="/new" component={framed(NewGuidelinePage)} />
              <Route path="/people" component={framed(PeoplePage)} />
              <Route path="/audit" component={framed(AuditPage)} />
              <Route path="/inbox" component={framed(InboxPage)} />
              <Route path="/settings/notifications" component={framed(SettingsPage)} />
              <Route path="/settings/mails" component={framed(MailsPage)} />
              <Route path="/unsubscribe/:token" component={framed(UnsubscribePage)} />
              <Route path="/r/:token" component={framed(ReviewLinkPage)} />
              <Route path="/sign-in" component={ToStart} />
              <Route path="/setup" component={ToStart} />
              <Route path="/invitation/:token" component={ToStart} />
              <Route default component={framed(NotFound)} />
            </Router>
          </ErrorBoundary>
        )}
      </Guarded>
      <ErrorBoundary>
        <Overlays />
      </ErrorBoundary>
      <Toasts />
    </LocationProvider>
  );
}

/** A page under the bar; made once per page, so that it keeps its state. */
function framed(Content: () => ComponentChildren) {
  const known = frames.get(Content);
  if (known !== undefined) return known;
  const Frame = () => {
    const current = session.value;
    return (
      <>
        {current.state === "signedIn" && <Bar me={current.me} />}
        <Content />
      </>
    );
  };
  frames.set(Content, Frame);
  return Frame;
}
const frames = new Map<() => ComponentChildren, () => ComponentChildren>();

function Doorstep({
  organisation,
  children,
}: {
  readonly organisation: string | null;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <header class="doorstep">
        <span class="doorstep__name">
          <Mark />
          {organisation ?? "Richtschnur"}
        </span>
        <AppearanceMenu />
      </header>
      {children}
    </>
  );
}

function ToSignIn({ isSetUp }: { readonly isSetUp: boolean }) {
  const { route, url } = useLocation();
  useEffect(() => route(isSetUp ? `/sign-in?next=${encodeURIComponent(url)}` : "/setup", true), []);
  return null;
}

function ToStart() {
  const { route, query } = useLocation();
  // Only a path of our own; an address from outside must not lead elsewhere.
  const next = /^\/(?!\/)/.test(query.next ?? "") ? (query.next ?? "/") : "/";
  useEffect(() => route(next, true), []);
  return null;
}

function NotFound() {
  const t = shellTexts();
  return (
    <Page title={t.notFound} lead={t.notFoundText} narrow>
      <div class="form form__actions">
        <a class="button" href="/">
          {t.toStart}
        </a>
      </div>
    </Page>
  );
}

function Unreachable() {
  const t = shellTexts();
  return (
    <Page title={t.unreachable} lead={t.unreachableText} narrow>
      <div class="form form__actions">
        <Button look="primary" onClick={() => void loadSession()}>
          {t.again}
        </Button>
      </div>
    </Page>
  );
}

function Guarded({ children }: { readonly children: ComponentChildren }) {
  const [error] = useErrorBoundary();
  const t = shellTexts();
  if (error === undefined) return <>{children}</>;
  return (
    <Page title={t.broken} lead={t.brokenText} narrow>
      <div class="form form__actions">
        <Button look="primary" onClick={() => location.reload()}>
          {t.reload}
        </Button>
      </div>
    </Page>
  );
}

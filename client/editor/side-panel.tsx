import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { discussionTexts } from "../discussion/texts.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { onDemand } from "../ui/on-demand.tsx";
import { Tabs } from "../ui/tabs.tsx";
import type { Desk } from "./desk.ts";
import { narrow, phone } from "./narrow.ts";
import { PANEL_TABS, type PanelTabId } from "./panels.ts";
import { questionDesk } from "./question-desk.ts";
import { editorTexts } from "./texts.ts";
import { useCover } from "./use-cover.ts";

interface PanelTab {
  readonly label: () => string;
  /** What waits there; shown beside the label. */
  readonly count?: (desk: Desk) => number;
  readonly panel: (desk: Desk) => ComponentChildren;
}

// What is not seen at once comes when it is.
const QuestionsPanel = onDemand(
  async () => (await import("../questions/questions-panel.tsx")).QuestionsPanel,
);
const VariablesPanel = onDemand(async () => (await import("./variables-panel.tsx")).VariablesPanel);
const HistoryPanel = onDemand(async () => (await import("../versions/history-panel.tsx")).HistoryPanel);
const DiscussionPanel = onDemand(
  async () => (await import("../discussion/discussion-panel.tsx")).DiscussionPanel,
);

/** Each capability brings its own panel; here they are only listed. */
const TABS: Readonly<Record<PanelTabId, PanelTab>> = {
  discussion: {
    label: () => discussionTexts().tab,
    count: (desk) => desk.discussion.openCount.value,
    panel: (desk) => <DiscussionPanel desk={desk} onFailure={() => {}} />,
  },
  questions: {
    label: () => editorTexts().questions,
    panel: (desk) => <QuestionsPanel desk={questionDesk(desk)} onFailure={() => {}} />,
  },
  variables: {
    label: () => editorTexts().variables,
    panel: (desk) => <VariablesPanel desk={desk} onFailure={() => {}} />,
  },
  history: {
    label: () => editorTexts().history,
    panel: (desk) => <HistoryPanel guidelineId={desk.guideline.id} onFailure={() => {}} />,
  },
};

/** Whoever comes by while a draft is open to all staff is not shown how it came about. */
function tabsOf({ guideline }: Desk): readonly PanelTabId[] {
  return guideline.role === "participant" ? PANEL_TABS.filter((id) => id !== "history") : PANEL_TABS;
}

/** Beside the text: what is said, asked and kept about it. */
export function SidePanel({ desk }: { readonly desk: Desk }) {
  const t = editorTexts();
  const tabs = tabsOf(desk);
  const tab = tabs.find((id) => id === desk.panelTab.value) ?? "discussion";
  const side = useRef<HTMLElement>(null);
  useCover(side, narrow.value, () => desk.openPanel(false));
  return (
    <section
      ref={side}
      id="side-panel"
      class="side"
      aria-label={t.panel}
      // On phones it covers the text, which cannot be reached behind it.
      {...(phone.value ? { role: "dialog", "aria-modal": true } : { role: "complementary" })}
    >
      <div class="side__head">
        <Tabs
          label={t.panel}
          tabs={tabs.map((id) => ({
            id,
            label: TABS[id].label(),
            count: TABS[id].count?.(desk) ?? 0,
          }))}
          chosen={tab}
          onChoose={desk.showPanel}
        />
        <Button
          square
          look="plain"
          label={t.close}
          onClick={() => {
            desk.openPanel(false);
            document.querySelector<HTMLElement>('.bar [aria-controls="side-panel"]')?.focus();
          }}
        >
          <Icon of={X} />
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls and holds nothing to focus is reached so (ARIA APG, tabs) */}
      <div class="side__body" role="tabpanel" tabIndex={0} id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
        {TABS[tab].panel(desk)}
      </div>
    </section>
  );
}

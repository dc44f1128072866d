/** What is open beside the text. The side panel is found again as it was left on this device. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { keep, recall } from "../shell/device.ts";

/** The tabs of the side panel, in their order; side-panel.tsx says what stands in each. */
export const PANEL_TABS = ["discussion", "questions", "variables", "history"] as const;
export type PanelTabId = (typeof PANEL_TABS)[number];

export interface Panels {
  readonly panelOpen: ReadonlySignal<boolean>;
  readonly panelTab: ReadonlySignal<PanelTabId>;
  readonly cordOpen: ReadonlySignal<boolean>;
  openPanel(open: boolean): void;
  /** Opens the side panel at a tab. */
  showPanel(tab: PanelTabId): void;
  openCord(open: boolean): void;
}

const STORED_OPEN = "richtschnur.panel-open";
const STORED_TAB = "richtschnur.panel-tab";

export function createPanels(): Panels {
  const hasRoom = matchMedia("(min-width: 1200px)").matches;
  const panelOpen = signal(hasRoom && recall(STORED_OPEN) !== "false");
  const panelTab = signal<PanelTabId>(PANEL_TABS.find((tab) => tab === recall(STORED_TAB)) ?? "questions");
  const cordOpen = signal(false);
  const openPanel = (open: boolean) => {
    panelOpen.value = open;
    // Where it covers the text it is opened for a moment, which says nothing about the next time.
    if (matchMedia("(min-width: 1200px)").matches) keep(STORED_OPEN, String(open));
  };
  return {
    panelOpen,
    panelTab,
    cordOpen,
    openPanel,
    showPanel(tab) {
      panelTab.value = tab;
      keep(STORED_TAB, tab);
      if (!panelOpen.value) openPanel(true);
    },
    openCord(open) {
      cordOpen.value = open;
    },
  };
}

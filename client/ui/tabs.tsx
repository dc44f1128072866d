import { useEffect } from "preact/hooks";

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly {
    readonly id: T;
    readonly label: string;
    /** What waits there; nothing is shown of 0. */
    readonly count?: number;
  }[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
}

/** Tabs on one line, with arrows between them; the panel has the id `panel-<id>`. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose }: TabsProps<T>) {
  const at = tabs.findIndex(({ id }) => id === chosen);
  // Where they are wider than their room the row scrolls.
  useEffect(() => {
    document.getElementById(`tab-${chosen}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs.at((at + step) % tabs.length);
    if (step === 0 || next === undefined) return;
    onChoose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`tab-${tab.id}`}
          class="tabs__tab"
          aria-selected={tab.id === chosen}
          {...(tab.id === chosen ? { "aria-controls": `panel-${tab.id}` } : {})}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && (
            <>
              {" "}
              <span class="tabs__count">{tab.count}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

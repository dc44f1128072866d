/** The open text as its questions see it. */
import type { PanelDesk } from "../questions/panel-desk.ts";
import { questionTexts } from "../questions/texts.ts";
import { describeError } from "../shell/api.ts";
import { toast } from "../ui/toast.tsx";
import type { Desk } from "./desk.ts";
import { keepAtTop } from "./sight.ts";
import { variableLabel } from "./views/variables.ts";

export function questionDesk(desk: Desk): PanelDesk {
  const { guideline, questions, outline, current, editable, connection, editorState, catalogue } = desk;
  const undo = async (id: string) => {
    try {
      await questions.undo(id);
      toast(questionTexts().undoneToast);
    } catch (error) {
      toast(describeError(error));
      await questions.reload();
    }
  };
  const mayUndo = guideline.role === "owner" && guideline.archivedAt === null;
  return {
    guideline,
    questions,
    outline,
    current,
    editable,
    ydoc: connection.ydoc,
    text: editorState,
    variables: () => desk.values.value,
    labelOf: (variable) => variableLabel(catalogue, variable),
    purposeOf: (key) => catalogue.sections.find((section) => section.key === key)?.purpose ?? null,
    goTo: desk.goTo,
    reveal(section) {
      const found = document.querySelector(`section[data-id="${CSS.escape(section)}"]`);
      const top = found?.getBoundingClientRect().top ?? 0;
      if (found === null || (top >= 0 && top <= innerHeight / 2)) return;
      keepAtTop(found);
    },
    undoOf: (id) => (mayUndo && questions.hold.value === null ? () => void undo(id) : null),
  };
}

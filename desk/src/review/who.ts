/** Who reviews: a name that this browser remembers. */
import { h } from "../dom";

const KEY = "reportedly.reviewer";
export const reviewer = (): string => localStorage.getItem(KEY) ?? "";

export function whoField(): HTMLElement {
  const input = h("input", { at: { type: "text", id: "reviewer", autocomplete: "name", value: reviewer(), required: true }, on: { input: () => localStorage.setItem(KEY, input.value.trim()) } });
  return h("label", { class: "who-field" }, "Reviewing as", input);
}

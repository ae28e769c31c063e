/** The keys of the review. */
import { h } from "../dom";

const KEYS: [string, string][] = [
  ["j / k", "next, previous claim"], ["Enter", "open the claim in its report"], ["a", "accept"], ["c", "correct"], ["r", "reject"], ["x", "mark, for merging or splitting"],
  ["m", "merge the events of this claim and the marked ones"], ["s", "split this claim from the event of the marked ones"], ["u", "see all decisions, to take one back"], ["Esc", "leave a form"], ["?", "this list"],
];

export function helpDialog(): HTMLDialogElement {
  return h("dialog", { class: "key", at: { "aria-labelledby": "keys-title" } }, h("h2", { at: { id: "keys-title" } }, "Keys"), h("dl", { class: "key-list" }, KEYS.map(([key, words]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, words)))), h("form", { at: { method: "dialog" } }, h("button", null, "Close")));
}

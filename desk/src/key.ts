/** What the marks mean: one dialog, for whoever meets the page for the first time. */
import { h, type Child } from "./dom";
import { agreementMark, positionMark, stanceMark, statusMark } from "./marks";
import type { Agreement, Position, Stance, Status } from "./records";
import { AGREEMENTS, STANCES, STATUSES } from "./words";

const rows = (pairs: readonly [Child, string, string][]): HTMLElement =>
  h("dl", { class: "key-list" }, pairs.map(([mark, name, means]) => h("div", null, h("dt", null, mark, name), h("dd", null, means))));

export function keyDialog(): HTMLDialogElement {
  const dialog = h("dialog", { class: "key", at: { "aria-labelledby": "key-title" } });
  dialog.append(
    h("h2", { at: { id: "key-title" } }, "What the marks mean"),
    h("p", null, "A claim is what one speaker says in one report. A lineage is the voice it ultimately comes from, however many outlets carry it. An event is what the claims of many reports tell of one happening: nothing here is stated as fact that was given as a claim, and everything leads to its words."),
    h("h3", null, "How a claim is put"),
    rows((Object.keys(STANCES) as Stance[]).map((name) => [stanceMark(name), name, STANCES[name]])),
    h("h3", null, "How an event stands"),
    rows((Object.keys(STATUSES) as Status[]).map((name) => [statusMark(name), STATUSES[name].name, STATUSES[name].means])),
    h("h3", null, "In the matrix of claims"),
    rows((Object.keys(AGREEMENTS) as Agreement[]).map((name) => [agreementMark(name), name, AGREEMENTS[name]])),
    rows((["admits", "silent"] as Position[]).map((name) => [positionMark(name), name, name === "admits" ? "says it although it hurts its own side" : "a party to the event whom no report quotes on it"])),
    h("h3", null, "In the toll bar"),
    rows([
      [h("span", { class: "key-tick tick-current" }), "tick", "a figure that its lineage stands by"],
      [h("span", { class: "key-tick tick-superseded" }), "grey tick", "a figure that the same lineage has replaced"],
      [h("span", { class: "key-tick tick-subset" }), "half tick", "some of the whole (the children among the dead); never added"],
      [h("span", { class: "key-tick tick-open" }), "tick with a tail", "that many or more: the upper end is open"],
    ]),
    h("form", { at: { method: "dialog" } }, h("button", null, "Close")),
  );
  return dialog;
}

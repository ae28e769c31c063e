/** Grades on published scales, each with the rule that gave it. */
import { h, type Child } from "../dom";
import type { Event, Grade } from "../records";
import { counted, STATUSES } from "../words";
import type { Shows } from "./evidence";

const SCHEMES: Record<string, string> = { status: "How it stands", airwars: "Airwars", admiralty: "Admiralty credibility (1–6)", acled: "ACLED deaths", ucdp_low: "UCDP low", ucdp_best: "UCDP best", ucdp_high: "UCDP high" };

export function gradesSection(event: Event, shows: Shows): Child {
  if (!event.grades.length) return null;
  return h(
    "section", { class: "block", at: { "aria-labelledby": "grades-title" } }, h("h2", { at: { id: "grades-title", tabindex: -1 } }, "Grades, and why"),
    h("table", { class: "plain grades" }, h("caption", { class: "unseen" }, "Grades on published scales"),
      h("thead", null, h("tr", null, ["Scale", "Value", "Why", "Rests on"].map((head) => h("th", { at: { scope: "col" } }, head)))),
      h("tbody", null, event.grades.map((grade) => h("tr", null, h("th", { at: { scope: "row" } }, SCHEMES[grade.scheme] ?? grade.scheme), h("td", { class: "value" }, value(grade)), h("td", null, grade.why), h("td", null, grade.claims.length ? h("button", { class: "link", at: { type: "button" }, on: { click: () => shows.claims(grade.claims) } }, counted(grade.claims.length, "claim")) : null))))),
  );
}

function value(grade: Grade): string {
  if (grade.value === null) return "none";
  return grade.scheme === "status" ? (STATUSES[grade.value as keyof typeof STATUSES]?.name ?? grade.value) : grade.value;
}

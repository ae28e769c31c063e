/** Every decision, newest first; each can be taken back, and a taking back too. */
import { get } from "../api";
import { fill, h, type Child } from "../dom";
import type { Page, Review } from "../records";
import { link } from "../route";
import { announce, Turn, type View } from "../view";
import { clock, counted, VERDICTS } from "../words";
import { reasonForm } from "./decide";
import { whoField } from "./who";

export function logView(main: HTMLElement): View {
  const turn = new Turn();
  const list = h("ol", { class: "log" });
  const more = h("p", { class: "more" });
  fill(main, h("p", { class: "crumb" }, h("a", { at: { href: "#/review" } }, "Review")), h("h1", { at: { tabindex: -1 } }, "Decisions"), h("p", { class: "lead" }, "Nothing is edited: every decision is added to the ledger, and one that is taken back stays on record."), whoField(), list, more);
  const load = (cursor: string | null): void => {
    void turn.take(cursor ? more : list, (signal) => get<Page<Review>>("/api/reviews/log", { limit: 50, cursor }, signal), (page) => {
      if (!cursor) list.replaceChildren();
      list.append(...page.items.map((one) => decision(one, () => load(null))));
      if (!list.children.length) fill(list, h("li", { class: "empty" }, "No decision yet."));
      fill(more, page.next ? h("button", { at: { type: "button" }, on: { click: () => load(page.next) } }, "More") : null);
      announce(counted(list.children.length, "decision"));
    });
  };
  return { title: "Decisions", update: () => load(null), close: () => turn.stop() };
}

/** One decision, with what it was about and the way back. */
export function decision(one: Review, again: () => void): HTMLElement {
  const place = h("div", null);
  const back = (): void => fill(place, reasonForm({ verdict: "undo", words: `Take back decision ${one.number} of ${one.reviewer}?`, request: (reason) => ({ verdict: "undo", undoes: one.number, reason }), done: again, cancelled: () => place.replaceChildren() }));
  return h(
    "li", { class: one.holds ? "" : "undone" },
    h("p", null, h("b", null, one.reviewer), ` ${VERDICTS[one.verdict]}${one.undoes !== null ? ` decision ${one.undoes}` : ""}`, h("span", { class: "note" }, ` no. ${one.number}, ${clock(one.at)}${one.holds ? "" : ", no longer holds"}`)),
    one.reason ? h("p", { class: "reason" }, one.reason) : null, changes(one), about(one),
    one.holds ? h("p", { class: "tools" }, h("button", { class: "link", at: { type: "button" }, on: { click: back } }, "Undo")) : null, place,
  );
}

function changes(one: Review): Child {
  if (!one.changes) return null;
  return h("p", { class: "note" }, Object.entries(one.changes).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join("; "));
}

function about(one: Review): Child {
  const ids = one.parts.flat().map(({ claim }) => claim);
  return ids.length ? h("p", { class: "note" }, "About ", ids.slice(0, 6).map((id, at) => [at ? ", " : null, h("a", { at: { href: link(["review"], { claim: id }) } }, `claim ${id.slice(0, 8)}`)]), ids.length > 6 ? ` and ${ids.length - 6} more` : null) : null;
}

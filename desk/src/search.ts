/** Search over everything: events, claims, reports and names at once. */
import { get } from "./api";
import { claimCard } from "./claim";
import { exportLine } from "./exports";
import { fill, h, joined, type Child } from "./dom";
import { eventItem } from "./events/list";
import type { ReportLine, SearchAnswer } from "./records";
import { changed, go, link, parse, type Route } from "./route";
import { announce, Turn, type View } from "./view";
import { counted, day } from "./words";

export function searchView(main: HTMLElement, route: Route): View {
  const turn = new Turn();
  const found = h("div", { class: "search-found" });
  let wait: ReturnType<typeof setTimeout> | undefined;
  const find = h("input", { at: { type: "search", name: "q", id: "search-q", autocomplete: "off", value: route.query.get("q") }, on: { input: () => { clearTimeout(wait); wait = setTimeout(() => go(changed(parse(location.hash), { q: find.value.trim() || null }), true), 250); } } });
  fill(main, h("h1", { at: { tabindex: -1 } }, "Search"), h("form", { class: "find", at: { role: "search" }, on: { submit: (event: SubmitEvent) => { event.preventDefault(); go(changed(parse(location.hash), { q: find.value.trim() || null })); } } }, h("label", { at: { for: "search-q" } }, "Words, “phrases”, beginnings*"), h("div", { class: "find-row" }, find, h("button", { class: "main-button" }, "Search"))), found);
  return {
    title: "Search",
    update(now) {
      const words = now.query.get("q") ?? "";
      if (document.activeElement !== find) find.value = words;
      if (!words) { turn.stop(); found.removeAttribute("aria-busy"); found.replaceChildren(); return; }
      return turn.take(found, (signal) => get<SearchAnswer>("/api/search", { q: words }, signal), (answer) => { fill(found, all(answer, words)); announce(summed(answer)); });
    },
    close: () => turn.stop(),
  };
}

const many = (page: { items: unknown[]; next: string | null }, one: string): string => `${counted(page.items.length, one)}${page.next ? " and more" : ""}`;
const summed = (answer: SearchAnswer): string => joined([many(answer.events, "event"), many(answer.claims, "claim"), many(answer.reports, "report")], ", ").join("");

function all(answer: SearchAnswer, words: string): Child {
  const { events } = answer;
  const nothing = !events.items.length && !answer.claims.items.length && !answer.reports.items.length && !answer.names.length;
  if (nothing) return h("p", { class: "lead" }, "Nothing fits. A word's beginning with a star finds more: rebel*.");
  return [
    h("p", { class: "count" }, summed(answer)),
    answer.names.length ? h("section", null, h("h2", null, "Names"), h("p", null, joined(answer.names.map((one) => name(typeof one === "string" ? one : one.name)), ", "))) : null,
    events.items.length ? h("section", null, h("h2", null, many(events, "event")), h("ol", { class: "event-list" }, events.items.map((event) => eventItem(event, null))), h("p", null, h("a", { at: { href: link(["events"], { text: words }) } }, "See them on the map"))) : null,
    answer.claims.items.length ? h("section", null, h("h2", null, many(answer.claims, "claim")), h("div", { class: "cards columns" }, answer.claims.items.map((item) => claimCard(item)))) : null,
    answer.claims.items.length ? exportLine("Export all claims found", "/api/claims", () => ({ text: words }), "claims") : null,
    answer.reports.items.length ? h("section", null, h("h2", null, many(answer.reports, "report")), h("ul", { class: "names" }, answer.reports.items.map(report))) : null,
  ];
}

const name = (words: string): HTMLElement => h("a", { at: { href: link(["speakers", words]) } }, words);
const report = (line: ReportLine): HTMLElement => h("li", null, h("a", { at: { href: link(["reports", line.report_id]) } }, line.title ?? line.report_id), h("span", { class: "note" }, joined([line.outlet, line.published ? day(line.published) : null, counted(line.claims, "claim")], ", ")));

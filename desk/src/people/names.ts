/** Speakers and outlets: a list, and for each what it claimed, how often it was borne out, and whether it tells or repeats. */
import { get } from "../api";
import { claimCard } from "../claim";
import { exportLine } from "../exports";
import { fill, h, joined, type Child } from "../dom";
import { stance } from "../marks";
import type { Card, Counted, NameAnswer, NameLine, Page, Stance } from "../records";
import { changed, go, link, parse, type Route } from "../route";
import { announce, Turn, type View } from "../view";
import { counted, days, kindName, number, typeName } from "../words";

type Room = "speakers" | "outlets";
const TITLES: Record<Room, { many: string; lead: string }> = {
  speakers: { many: "Speakers", lead: "Everybody whom a report quotes." },
  outlets: { many: "Outlets", lead: "Who published." },
};
const roomOf = (route: Route): Room => (route.path[0] === "outlets" ? "outlets" : "speakers");

export function namesView(main: HTMLElement, route: Route): View {
  const room = roomOf(route);
  const turn = new Turn();
  const list = h("ul", { class: "names" });
  const more = h("p", { class: "more" });
  let wait: ReturnType<typeof setTimeout> | undefined;
  const find = h("input", { at: { type: "search", name: "q", autocomplete: "off", value: route.query.get("q") }, on: { input: () => { clearTimeout(wait); wait = setTimeout(() => go(changed(parse(location.hash), { q: find.value.trim() || null }), true), 200); } } });
  fill(main, h("h1", { at: { tabindex: -1 } }, TITLES[room].many), h("p", { class: "lead" }, TITLES[room].lead), h("form", { class: "find", at: { role: "search" }, on: { submit: (event: SubmitEvent) => event.preventDefault() } }, h("label", null, "Name begins with", find)), list, more);

  const line = (one: NameLine): HTMLElement => h("li", null, h("a", { at: { href: link([room, one.name]) } }, one.name), h("span", { class: "note" }, joined([kindName(one.kind), `${counted(one.count, room === "outlets" ? "report" : "claim")}${one.more ? " or more" : ""}`], ", ")));
  const show = (page: Page<NameLine>, fresh: boolean): void => {
    if (fresh) list.replaceChildren();
    list.append(...page.items.map(line));
    if (fresh) announce(page.items.length ? counted(page.items.length, "name") : "No name fits.");
    if (!list.children.length) fill(list, h("li", { class: "empty" }, "No name fits."));
    fill(more, page.next ? h("button", { at: { type: "button" }, on: { click: () => load(page.next) } }, "More") : null);
  };
  const load = (cursor: string | null): void => {
    const query = parse(location.hash).query;
    void turn.take(cursor ? more : list, (signal) => get<Page<NameLine>>(`/api/${room}`, { q: query.get("q"), limit: 100, cursor }, signal), (page) => show(page, !cursor));
  };
  return { title: TITLES[room].many, update: () => load(null), close: () => turn.stop() };
}

export function nameView(main: HTMLElement, route: Route): View {
  const room = roomOf(route);
  const name = route.path[1] ?? "";
  const turn = new Turn();
  const body = h("div", null);
  fill(main, h("p", { class: "crumb" }, h("a", { at: { href: `#/${room}` } }, TITLES[room].many)), h("h1", { at: { tabindex: -1 } }, name), body);
  return {
    title: name,
    update: (now) => turn.take(body, (signal) => get<NameAnswer>(`/api/${room}/${encodeURIComponent(name)}`, { as_of: now.query.get("as_of") }, signal), (answer) => { fill(body, portrait(answer, room)); announce(`${name}: ${counted(answer.card.claims, "claim")}`); }),
    close: () => turn.stop(),
  };
}

function portrait(answer: NameAnswer, room: Room): Child {
  const { card } = answer;
  const aliases = card.names.filter((one) => one !== card.name);
  return [
    h("p", { class: "lead" }, joined([kindName(card.kind), `${counted(card.claims, "claim")}${card.more ? " or more" : ""}`, days(card.first, card.last)], " · ")),
    aliases.length ? h("p", { class: "note" }, `Also as ${aliases.join(", ")}.`) : null,
    h("div", { class: "portrait" },
      h("section", null, h("h2", null, "Borne out or not"), scales(card, room)),
      h("section", null, h("h2", null, "How it is put"), h("ul", { class: "counts" }, card.stances.map(({ value, claims }) => h("li", null, stance(value as Stance), h("span", { class: "amount" }, number(claims)))))),
      h("section", null, h("h2", null, "About what"), bars(card.types, typeName)),
      card.beside.length ? h("section", null, h("h2", null, room === "speakers" ? "Carried by" : "Whom it quotes"), room === "speakers" ? bars(card.beside, (name) => name, (name) => link(["outlets", name])) : bars(card.beside, (kind) => kindName(kind) ?? kind)) : null),
    h("section", { at: { "aria-labelledby": "recent-title" } }, h("h2", { at: { id: "recent-title" } }, "Latest claims"), h("div", { class: "cards columns" }, answer.recent.map((item) => claimCard(item))), exportLine("Export all of these claims", "/api/claims", () => ({ [room === "speakers" ? "speaker" : "outlet"]: card.name }), "claims")),
  ];
}

function scales(card: Card, room: Room): HTMLElement {
  const rows: [string, number, string][] = [
    ["corroborated", card.corroborated, "another lineage says so too"],
    ["contradicted", card.contradicted, "another lineage says otherwise, or denies it"],
    ["origin", card.origin, "others repeat it from here"],
    ["echo", card.echo, "it repeats what another said first"],
    ...(room === "outlets" ? [["own voice", card.own, "said by the outlet itself, quoting nobody"] as [string, number, string]] : []),
  ];
  return h("table", { class: "plain" }, h("caption", { class: "unseen" }, "How often its claims were borne out"), h("tbody", null, rows.map(([name, claims, means]) => h("tr", null, h("th", { at: { scope: "row" } }, name), h("td", { class: "amount" }, number(claims)), h("td", { class: "note" }, means)))));
}

function bars(rows: readonly Counted[], words: (value: string) => string, where?: (value: string) => string): HTMLElement {
  const most = Math.max(1, ...rows.map((row) => row.claims));
  const name = (value: string): HTMLElement => (where ? h("a", { at: { href: where(value) } }, words(value)) : h("span", null, words(value)));
  return h("ul", { class: "bars" }, rows.slice(0, 12).map(({ value, claims }) => h("li", null, name(value), h("span", { class: "amount" }, number(claims)), h("span", { class: "bar-of", css: { width: `${(100 * claims) / most}%` } }))));
}

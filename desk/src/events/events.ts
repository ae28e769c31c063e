/** Events: a list, a map and a timeline that filter each other, all by the address. */
import { get } from "../api";
import { fill, h } from "../dom";
import { exportLine } from "../exports";
import { PlaceMap } from "../map/map";
import type { EventSummary, Facets, MapItem, Page, TimelineItem } from "../records";
import { changed, go, parse, type Route } from "../route";
import { announce, refusal, Turn, type View } from "../view";
import { counted } from "../words";
import { asked, chips, Filters } from "./filters";
import { eventItem } from "./list";
import { Timeline } from "./timeline";

const SORTS = [["contest", "Most contested"], ["recent", "Latest"], ["deaths", "Deadliest"]] as const;

export function eventsView(main: HTMLElement): View {
  return new Events(main);
}

class Events implements View {
  readonly title = "Events";
  private readonly turns = { list: new Turn(), map: new Turn(), time: new Turn(), facets: new Turn() };
  private readonly filters = new Filters();
  private readonly count = h("p", { class: "count" });
  private readonly chips = h("p", { class: "chips" });
  private readonly list = h("ol", { class: "event-list" });
  private readonly more = h("p", { class: "more" });
  private readonly sort = h("select", { on: { change: () => go(changed(parse(location.hash), { sort: this.sort.value })) } }, SORTS.map(([value, words]) => h("option", { at: { value } }, words)));
  private readonly mapNote = h("p", { class: "unseen" });
  private readonly timeNote = h("div", null);
  private readonly facetNote = h("div", null);
  private readonly timeline = new Timeline(({ since, until }) => go(changed(parse(location.hash), { since, until })));
  private readonly map: PlaceMap;
  private fitted = false;
  private round = 0;

  constructor(main: HTMLElement) {
    const place = h("div", { class: "map" });
    const wide = matchMedia("(min-width: 62rem)").matches;
    fill(
      main, h("div", { class: "events-head" }, h("h1", { at: { tabindex: -1 } }, "Events"), this.count, h("label", { class: "sort" }, "Sorted by", this.sort), h("p", { class: "lead" }, "What the reports tell of. Nothing here is stated as fact: each sentence names who says so, and every figure leads to the words behind it.")),
      h("div", { class: "events" },
        h("details", { class: "filters-box", at: { open: wide } }, h("summary", null, "Filters"), this.filters.element),
        h("section", { class: "where-and-when", at: { "aria-label": "Where and when" } }, place, this.mapNote, h("h2", { class: "small-heading" }, "When it happened"), this.timeline.svg, this.timeNote, this.facetNote),
        h("section", { class: "found", at: { "aria-label": "Events found" } }, this.chips, this.list, this.more, exportLine("Export what is shown", "/api/events", () => ({ sort: "contest", ...asked(parse(location.hash).query) }), "events"))),
    );
    this.map = new PlaceMap(place, (name) => go(changed(parse(location.hash), { place: name })), "Map of the places that the claims name");
  }

  /** The list first: map, timeline and facets are asked for when it is shown. */
  async update(route: Route): Promise<void> {
    const { query } = route;
    const round = ++this.round;
    this.filters.show(query);
    this.sort.value = query.get("sort") ?? "contest";
    fill(this.chips, chips(query));
    for (const note of [this.mapNote, this.timeNote, this.facetNote]) note.setAttribute("aria-busy", "true");
    await this.turns.list.take(this.list, (signal) => get<Page<EventSummary>>("/api/events", { sort: "contest", ...asked(query), limit: 50 }, signal), (page) => this.showList(page, query));
    await painted();
    if (round === this.round) this.around(query);
  }

  private around(query: URLSearchParams): void {
    void this.turns.map.take(this.mapNote, (signal) => get<{ items: MapItem[] }>("/api/map", asked(query, ["place", "box", "sort", "status", "min_deaths", "contested"]), signal), ({ items }) => this.showMap(items, query));
    void this.turns.time.take(this.timeNote, (signal) => timeline(query, signal), ({ items, by }) => { this.timeNote.replaceChildren(); this.timeline.show(items, by, { since: query.get("since"), until: query.get("until") }); });
    void this.turns.facets.take(this.facetNote, (signal) => get<Facets>("/api/facets", { as_of: query.get("as_of") }, signal), (facets) => { this.facetNote.replaceChildren(); this.filters.offer(facets, query); });
  }

  close(): void {
    this.round += 1;
    for (const turn of Object.values(this.turns)) turn.stop();
    this.map.close();
    this.timeline.close();
  }

  private showList(page: Page<EventSummary>, query: URLSearchParams): void {
    fill(this.list, page.items.map((event) => eventItem(event, query.get("as_of"))));
    const words = page.items.length ? `${counted(page.items.length, "event")}${page.next ? " and more" : ""}` : "No event fits.";
    fill(this.count, words);
    announce(words);
    this.goOn(page.next, query);
  }

  private goOn(cursor: string | null, query: URLSearchParams): void {
    fill(this.more, cursor ? h("button", { at: { type: "button" }, on: { click: () => void this.append(cursor, query) } }, "More") : null);
  }

  private async append(cursor: string, query: URLSearchParams): Promise<void> {
    try {
      const page = await get<Page<EventSummary>>("/api/events", { sort: "contest", ...asked(query), limit: 50, cursor });
      const at = this.list.children.length;
      this.list.append(...page.items.map((event) => eventItem(event, query.get("as_of"))));
      this.list.children[at]?.querySelector("a")?.focus();
      this.goOn(page.next, query);
    } catch (error) {
      fill(this.more, refusal(error));
    }
  }

  private showMap(items: MapItem[], query: URLSearchParams): void {
    void this.map.show(items, query.get("place"), !this.fitted && items.length > 0);
    this.fitted ||= items.length > 0;
    fill(this.mapNote, `On the map: ${items.slice(0, 12).map((item) => `${item.place}, ${counted(item.claims, "claim")}`).join("; ")}. The filter Place does what a click on the map does.`);
  }
}

/** When what was put on the page is to be seen. */
const painted = (): Promise<void> => new Promise((done) => { if (document.hidden) done(); else requestAnimationFrame(() => setTimeout(done)); });

/** By day where there are few, else by month, else by year. */
async function timeline(query: URLSearchParams, signal: AbortSignal): Promise<{ items: TimelineItem[]; by: string }> {
  const words = asked(query, ["since", "until", "sort", "status", "min_deaths", "contested"]);
  let got: { items: TimelineItem[]; by: string } = { items: [], by: "day" };
  for (const by of ["day", "month", "year"]) {
    const answer = await get<{ items: TimelineItem[]; more?: boolean }>("/api/timeline", { ...words, by }, signal);
    got = { items: answer.items, by };
    if (answer.items.length <= 130 && !answer.more) break;
  }
  return got;
}

/** An event: what happened in one sentence that names its speakers, who says so, what is disputed and why. */
import { get, save } from "../api";
import { fill, h, joined, type Child } from "../dom";
import { status } from "../marks";
import { PlaceMap } from "../map/map";
import type { Change, ClaimItem, Event, EventAnswer, Moment, Relation } from "../records";
import { changed, go, link, parse, type Route } from "../route";
import { announce, refusal, Turn, type View } from "../view";
import { clock, counted, day, days, placeName, PRECISIONS, STATUSES, typeName } from "../words";
import { origins } from "../events/list";
import { Evidence, type Shows } from "./evidence";
import { gradesSection } from "./grades";
import { AsOf, historySection } from "./history";
import { Lineages } from "./lineages";
import { matrixSection } from "./matrix";
import { ReviewOfEvent } from "../review/ofevent";
import { tollSection } from "./toll";
import { voicesSection } from "./voices";
import { disputedSection } from "./disputed";
import { saveMatrix } from "./save";

export function eventView(main: HTMLElement, route: Route): View {
  return new EventView(main, route.path[1] ?? "");
}

class EventView implements View {
  title = "Event";
  private readonly turn = new Turn();
  private readonly times = new Turn();
  private readonly head = h("header", { class: "event-head" }, h("h1", { at: { tabindex: -1 } }, "An event"));
  private readonly body = h("div", { class: "event-body" });
  private readonly place = h("section", { class: "event-place", at: { "aria-label": "Where and when" } });
  private readonly history = h("div", null);
  private readonly asOf = new AsOf((at) => go(changed(parse(location.hash), { as_of: at }), true));
  private readonly evidence = new Evidence(() => go(changed(parse(location.hash), { claims: null }), true));
  private claims = new Map<string, ClaimItem>();
  private links: Relation[] = [];
  private moments: Moment[] = [];
  private shown: string | null = null;
  private lineages: Lineages | null = null;
  private map: PlaceMap | null = null;
  private review: ReviewOfEvent | null = null;
  private readonly shows: Shows = {
    claims: (ids) => { go(changed(parse(location.hash), { claims: ids.join(",") }), true); this.evidence.focus(); },
    title: (id) => this.titleOf(id),
  };

  constructor(main: HTMLElement, private readonly id: string) {
    fill(main, h("div", { class: "event-page" }, h("div", { class: "event-top" }, h("p", { class: "crumb" }, h("a", { at: { href: "#/events" } }, "Events")), this.head), h("div", { class: "event-side" }, this.place, this.evidence.element), h("div", { class: "event-column" }, this.asOf.element, this.body, this.history)));
    addEventListener("keydown", this.keys);
  }

  async update(route: Route): Promise<void> {
    const asOf = route.query.get("as_of");
    const chosen = (route.query.get("claims") ?? "").split(",").filter(Boolean);
    if (this.shown !== (asOf ?? "now")) {
      this.shown = asOf ?? "now";
      const path = `/api/events/${encodeURIComponent(this.id)}`;
      if (!this.moments.length) void this.times.take(this.history, (signal) => get<{ items: Moment[] }>(`${path}/history`, {}, signal), ({ items }) => this.showHistory(items, parse(location.hash).query.get("as_of")));
      await this.turn.take(this.body, (signal) => get<EventAnswer>(path, { as_of: asOf }, signal), (answer) => this.show(answer, asOf));
    }
    if (this.moments.length) this.asOf.show(this.moments, asOf);
    this.evidence.show(chosen, this.claims, this.links, this.shows);
  }

  close(): void {
    removeEventListener("keydown", this.keys);
    this.turn.stop();
    this.times.stop();
    this.lineages?.close();
    this.map?.close();
  }

  private readonly keys = (event: KeyboardEvent): void => this.review?.key(event);

  private titleOf(id: string): string {
    const item = this.claims.get(id);
    return item ? `${item.claim.speaker?.name ?? item.outlet ?? "the report"}, ${item.claim.spans[0]?.text.slice(0, 60) ?? ""}…` : id;
  }

  private showHistory(items: Moment[], asOf: string | null): void {
    this.moments = items;
    this.asOf.show(items, asOf);
    fill(this.history, historySection(items, this.shows, (at) => go(changed(parse(location.hash), { as_of: at }))));
  }

  private show(answer: EventAnswer, asOf: string | null): void {
    const { event } = answer;
    this.claims = new Map(answer.claims.map((item) => [item.claim.id, item]));
    this.links = event.links;
    this.lineages?.close();
    this.map?.close();
    this.lineages = new Lineages(event, this.claims, this.shows);
    this.review = new ReviewOfEvent(answer, () => { this.shown = null; void this.update(parse(location.hash)); });
    this.title = event.sentence.slice(0, 80);
    document.title = `${this.title} · reportedly`;
    this.showHead(event, asOf);
    fill(this.body, disputedSection(event, this.shows), tollSection(event.tolls, this.shows), matrixSection(event, this.shows), voicesSection(event, this.shows), this.lineages.element, gradesSection(event, this.shows), this.kin(event, answer.changes), this.review.element, this.exports(event));
    this.showPlace(event);
    announce(`${event.sentence} ${STATUSES[event.status].name}.`);
  }

  private showHead(event: Event, asOf: string | null): void {
    fill(
      this.head,
      h("p", { class: "event-meta" }, status(event.status), h("span", null, joined([joined(event.event_types.map(typeName), ", ").join(""), event.where ? placeName(event.where) : null, event.when ? days(event.when.start, event.when.end) : null], " · "))),
      h("h1", { at: { tabindex: -1 } }, event.sentence),
      h("p", { class: "standing-words" }, STATUSES[event.status].means, " ", h("span", { class: "note" }, `${counted(event.claims.length, "claim")} in ${counted(event.reports.length, "report")}; ${counted(event.origins.outlets, "outlet")}, ${origins({ origins: event.origins.best, origins_low: event.origins.low, origins_high: event.origins.high })}.`)),
      event.aggregate ? h("p", { class: "flag" }, "A total over several events: it stands apart from each of them.") : null,
      event.background ? h("p", { class: "flag" }, "Told as background, not as news.") : null,
      asOf ? h("p", { class: "flag" }, `As it was known on ${day(asOf.slice(0, 10))}. `, h("a", { at: { href: link(["events", this.id]) } }, "See all that is known.")) : null,
      this.contents(event),
    );
  }

  private contents(event: Event): HTMLElement {
    const parts: [string, string, boolean][] = [["questions-title", "Disputed", event.disputed.length + event.questions.length > 0], ["toll-title", "Toll", event.tolls.length > 0], ["matrix-title", "Who says what", event.matrix.length > 0], ["voices-title", "Voices", event.speakers.length > 0], ["lineage-title", "Who told whom", true], ["grades-title", "Grades", event.grades.length > 0], ["history-title", "How it grew", true]];
    return h("nav", { class: "contents", at: { "aria-label": "On this page" } }, parts.filter(([, , there]) => there).map(([id, name]) => h("button", { class: "link", at: { type: "button" }, on: { click: () => reveal(id) } }, name)));
  }

  private showPlace({ where, when }: Event): void {
    const claims = (ids: string[]): Child => h("button", { class: "link", at: { type: "button" }, on: { click: () => this.shows.claims(ids) } }, counted(ids.length, "claim"));
    const place = h("div", { class: "map map-small" });
    const drawn = where !== null && where.latitude !== null && where.longitude !== null;
    const precision = where?.precision ? `${PRECISIONS[where.precision]}${where.area_km && where.precision !== "exact" ? `, within ${where.area_km} km` : ""}` : null;
    fill(
      this.place, drawn ? place : null,
      h("dl", { class: "claim-facts" },
        where ? h("div", null, h("dt", null, "Where"), h("dd", null, placeName(where), precision ? h("span", { class: "note" }, ` ${precision}`) : null, h("p", { class: "note" }, where.why, " (", claims(where.claims), ")"))) : null,
        when ? h("div", null, h("dt", null, "When"), h("dd", null, when.precision === "approx" ? "about " : null, days(when.start, when.end) ?? "not told", h("p", { class: "note" }, when.why, " (", claims(when.claims), ")"))) : null),
    );
    this.map = null;
    if (!drawn) return;
    this.map = new PlaceMap(place, null, `Map: ${placeName(where)}`);
    void this.map.show([{ place: where.name, admin1: where.admin1, country: where.country, latitude: where.latitude ?? 0, longitude: where.longitude ?? 0, precision: where.precision, extent_km: where.area_km, claims: where.claims.length }], null, true);
  }

  private kin(event: Event, changes: readonly Change[]): Child {
    const rows: [string, string[]][] = [["Part of", event.wholes], ["Its parts", event.parts], ["Known before as", event.former]];
    const there = rows.filter(([, ids]) => ids.length);
    return there.length || changes.length ? h("section", { class: "block" }, h("h2", null, "Beside it"), h("dl", { class: "claim-facts wide" }, there.map(([name, ids]) => h("div", null, h("dt", null, name), h("dd", null, joined(ids.map((id) => h("a", { at: { href: link(["events", id]) } }, id)), ", "))))), changes.length ? h("ul", { class: "reasons" }, changes.map((one) => h("li", null, `${clock(one.at)}: ${CHANGES[one.kind]}, ${one.reasons.join("; ")}`))) : null) : null;
  }

  private exports(event: Event): HTMLElement {
    const note = h("span", null);
    const asOf = parse(location.hash).query.get("as_of");
    const button = (name: string, act: () => void): HTMLElement => h("button", { class: "link", at: { type: "button" }, on: { click: act } }, name);
    return h("p", { class: "exports" }, "Export what is shown: ", button("record (JSON)", () => void save(`/api/events/${event.id}`, { as_of: asOf }, `event-${event.id}.json`).catch((error: unknown) => fill(note, refusal(error)))), " ", button("matrix (CSV)", () => saveMatrix(event)), " ", button("Print", () => print()), note);
  }
}

/** What became of an event's id, in words. */
const CHANGES = { merge: "merged", split: "split", rename: "renamed" } as const;

function reveal(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  heading?.focus({ preventScroll: true });
}

/** The page: a bar, the view that the address names, a foot. */
import { get, session } from "./api";
import { add, h, fill } from "./dom";
import { eventView } from "./event/event";
import { eventsView } from "./events/events";
import { keyDialog } from "./key";
import { News } from "./news";
import { nameView, namesView } from "./people/names";
import { readView } from "./read/read";
import { reportView } from "./read/report";
import { reviewView } from "./review/review";
import { logView } from "./review/log";
import { go, parse, type Route } from "./route";
import { searchView } from "./search";
import { dress, themeSwitch } from "./theme";
import type { LedgerFacts } from "./records";
import { counted, clock } from "./words";
import { liveRegion, refusal, type Opens, type View } from "./view";

const NAV = [["events", "Events"], ["read", "Read"], ["speakers", "Speakers"], ["outlets", "Outlets"], ["search", "Search"], ["review", "Review"]] as const;

function opens(route: Route): Opens {
  const [room = "events", name] = route.path;
  if (room === "events") return name ? eventView : eventsView;
  if (room === "read") return readView;
  if (room === "reports" && name) return reportView;
  if (room === "speakers" || room === "outlets") return name ? nameView : namesView;
  if (room === "search") return searchView;
  if (room === "review") return name === "log" ? logView : reviewView;
  return nowhere;
}

const nowhere: Opens = (main) => {
  fill(main, h("h1", { at: { tabindex: -1 } }, "Nothing is here"), h("p", null, "The address names no view. ", h("a", { at: { href: "#/events" } }, "Go to the events.")));
  return { title: "Nothing is here", update: () => undefined };
};

class Desk {
  private view: View | null = null;
  private path = "";
  /** When what was opened first is shown. */
  first: Promise<void> = Promise.resolve();
  readonly main = h("main", { at: { id: "main", tabindex: -1 } });
  readonly nav = h("nav", { at: { "aria-label": "Views" } });

  show(): void {
    if (location.hash && !location.hash.startsWith("#/")) return; // a link within the page
    const route = parse(location.hash);
    const path = route.path.join("/") || "events";
    this.mark(route);
    if (path === this.path && this.view) void this.view.update(route);
    else this.open(path, route);
    document.documentElement.dataset["shown"] = location.hash; // for whoever drives the page from outside
  }

  /** The events learned last, asked for anew. */
  latest(): void {
    const where = "#/events?sort=recent";
    if (location.hash === where) this.open("events", parse(where));
    else go(where);
  }

  private open(path: string, route: Route): void {
    const first = !this.path;
    this.view?.close?.();
    this.path = path;
    this.main.replaceChildren();
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
    this.main.className = `view-${route.path[0] ?? "events"}`;
    scrollTo(0, 0);
    try {
      this.view = opens(route)(this.main, route);
      document.title = `${this.view.title} · reportedly`;
      const shown = Promise.resolve(this.view.update(route));
      if (first) this.first = shown;
    } catch (error) {
      fill(this.main, refusal(error));
    }
    if (!first) (this.main.querySelector("h1") ?? this.main).focus({ preventScroll: true });
  }

  private mark(route: Route): void {
    const room = route.path[0] === "reports" ? "read" : (route.path[0] ?? "events");
    for (const link of this.nav.querySelectorAll("a")) {
      if (link.dataset["room"] === room) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
}

function bar(desk: Desk): HTMLElement {
  add(desk.nav, NAV.map(([room, name]) => h("a", { at: { href: `#/${room}`, "data-room": room } }, name)));
  return h("header", { class: "bar" }, h("a", { class: "wordmark", at: { href: "#/events" } }, "reportedly"), desk.nav);
}

/** `first`: when the view that the page opened with is shown; nothing else is asked for before that. */
function foot(first: Promise<void>): HTMLElement {
  const facts = h("p", { class: "facts" });
  const key = keyDialog();
  void first.then(() => get<LedgerFacts>("/api/ledger")).then(
    (ledger) => fill(facts, `${ledger.name}: ${counted(ledger.reports, "report")}, ${counted(ledger.claims, "claim")}${ledger.events === undefined ? "" : `, ${counted(ledger.events, "event")}`}.`, ledger.changed ? ` Last change ${clock(ledger.changed)}.` : null),
    (error: unknown) => fill(facts, error instanceof Error ? error.message : ""),
  );
  return h(
    "footer", { class: "foot" }, facts,
    h("div", { class: "foot-tools" }, h("button", { class: "quiet", at: { type: "button", id: "key-open" }, on: { click: () => key.showModal() } }, "What the marks mean"), themeSwitch()),
    h("p", { class: "credit" }, "Place names: GeoNames, CC BY 4.0. Shapes: made with Natural Earth."), key,
  );
}

async function start(): Promise<void> {
  dress();
  await session().catch((error: unknown) => console.error(error));
  const desk = new Desk();
  const skip = h("a", { class: "skip", at: { href: "#main" }, on: { click: (event: MouseEvent) => { event.preventDefault(); desk.main.focus(); } } }, "Skip to the content");
  const news = new News(() => desk.latest());
  document.body.replaceChildren(skip, bar(desk), desk.main, news.element, liveRegion());
  addEventListener("hashchange", () => desk.show());
  desk.show();
  news.element.before(foot(desk.first));
  void desk.first.then(() => news.start());
}

void start();

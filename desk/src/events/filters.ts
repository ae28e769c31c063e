/** The filters of the events: a form whose state is the address. */
import { h, fill, type Child } from "../dom";
import type { Counted, Facets } from "../records";
import { changed, go, parse } from "../route";
import { country, STATUSES, typeName } from "../words";

export const WORDS = ["text", "type", "status", "place", "speaker", "outlet", "since", "until", "as_of", "min_deaths", "contested", "sort", "party", "kind", "stance", "box", "report"] as const;

/** What the address asks the API for. */
export function asked(query: URLSearchParams, without: readonly string[] = []): Record<string, string> {
  const words: Record<string, string> = {};
  for (const name of WORDS) {
    const value = query.get(name);
    if (value && !without.includes(name)) words[name] = value;
  }
  return words;
}

const set = (name: string, value: string | null, quietly = false): void => go(changed(parse(location.hash), { [name]: value }), quietly);

export class Filters {
  readonly element = h("form", { class: "filters", at: { role: "search", "aria-label": "Filters" }, on: { submit: (event: SubmitEvent) => event.preventDefault() } });
  private readonly lists = new Map<string, HTMLSelectElement>();
  private readonly fields = new Map<string, HTMLInputElement>();
  private wait: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    fill(
      this.element,
      this.field("text", "Words", "search"), this.choice("status", "How it stands", Object.entries(STATUSES).map(([value, { name }]) => [value, name])),
      this.choice("type", "Type", []), this.choice("admin1", "Place", []), this.field("speaker", "Speaker", "search"), this.choice("outlet", "Outlet", []),
      h("div", { class: "two" }, this.field("since", "From", "date"), this.field("until", "To", "date")),
      h("div", { class: "two" }, this.field("min_deaths", "Deaths at least", "number"), this.field("as_of", "As known on", "date")),
      h("button", { class: "quiet", at: { type: "button" }, on: { click: () => this.clear() } }, "Clear filters"),
    );
  }

  show(query: URLSearchParams): void {
    for (const [name, field] of this.fields) if (document.activeElement !== field) field.value = query.get(name) ?? "";
    for (const [name, list] of this.lists) {
      const value = query.get(name === "admin1" ? "place" : name) ?? "";
      if (value && ![...list.options].some((option) => option.value === value)) list.append(h("option", { at: { value } }, value));
      list.value = value;
    }
  }

  offer(facets: Facets, query: URLSearchParams): void {
    this.options("type", facets.type, typeName);
    this.options("outlet", facets.outlet);
    this.options("admin1", [...facets.admin1, ...facets.country], (value) => country(value) ?? value);
    this.show(query);
  }

  private options(name: string, values: readonly Counted[], words: (value: string) => string = (value) => value): void {
    const list = this.lists.get(name);
    if (list) fill(list, h("option", { at: { value: "" } }, "any"), values.slice(0, 60).map(({ value, claims }) => h("option", { at: { value } }, `${words(value)} (${claims})`)));
  }

  private field(name: string, words: string, type: string): HTMLElement {
    const quick = type === "search";
    const input = h("input", { at: { type, name, min: type === "number" ? 0 : null, autocomplete: "off" }, on: {
      [quick ? "input" : "change"]: () => { clearTimeout(this.wait); this.wait = setTimeout(() => set(name, input.value.trim() || null, quick), quick ? 250 : 0); },
    } });
    this.fields.set(name, input);
    return h("label", null, words, input);
  }

  private choice(name: string, words: string, values: readonly (readonly [string, string])[]): HTMLElement {
    const list = h("select", { at: { name }, on: { change: () => set(name === "admin1" ? "place" : name, list.value || null) } }, h("option", { at: { value: "" } }, "any"), values.map(([value, shown]) => h("option", { at: { value } }, shown)));
    this.lists.set(name, list);
    return h("label", null, words, list);
  }

  private clear(): void {
    go(changed(parse(location.hash), Object.fromEntries(WORDS.filter((name) => name !== "sort").map((name) => [name, null]))));
  }
}

/** What filters now, as chips that take it away again. */
export function chips(query: URLSearchParams): Child {
  const on = WORDS.filter((name) => name !== "sort" && query.get(name));
  const NAMES: Partial<Record<string, string>> = { since: "from", until: "to", as_of: "as known on", min_deaths: "deaths ≥", text: "words" };
  return on.map((name) => {
    const value = query.get(name) ?? "";
    const words = name === "contested" ? "contested only" : `${NAMES[name] ?? name} ${name === "type" ? typeName(value) : value}`;
    return h("button", { class: "chip", at: { type: "button", "aria-label": `Take away the filter ${words}` }, on: { click: () => set(name, null) } }, words, h("span", { at: { "aria-hidden": "true" } }, "×"));
  });
}

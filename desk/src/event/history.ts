/** What was known when: the slider that turns the page back, and what each step brought. */
import { h, fill, joined, type Child } from "../dom";
import { status } from "../marks";
import type { Moment } from "../records";
import { origins } from "../events/list";
import { clock, counted, day } from "../words";
import type { Shows } from "./evidence";

/** The moments' days; the time too where several fall on one day. */
export function momentName(moments: readonly Moment[], at: number): string {
  const moment = moments[at];
  if (!moment) return "";
  const same = moments.filter((one) => one.at.slice(0, 10) === moment.at.slice(0, 10)).length > 1;
  return same ? clock(moment.at) : day(moment.at.slice(0, 10));
}

export class AsOf {
  readonly element = h("div", { class: "as-of" });
  private moments: readonly Moment[] = [];
  private readonly words = h("output", { class: "as-of-words", at: { for: "as-of-range" } });
  private readonly range = h("input", { at: { type: "range", id: "as-of-range", min: 0, step: 1 }, on: { input: () => this.moved() } });
  private wait: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly pick: (at: string | null) => void) {
    const step = (by: number): void => { this.range.value = String(Number(this.range.value) + by); this.moved(); };
    fill(
      this.element, h("label", { at: { for: "as-of-range" } }, "As known on"),
      h("button", { class: "quiet step", at: { type: "button", "aria-label": "One step earlier" }, on: { click: () => step(-1) } }, "‹"), this.range,
      h("button", { class: "quiet step", at: { type: "button", "aria-label": "One step later" }, on: { click: () => step(1) } }, "›"), this.words,
    );
  }

  show(moments: readonly Moment[], asOf: string | null): void {
    this.moments = moments;
    this.element.hidden = moments.length < 2;
    this.range.max = String(Math.max(0, moments.length - 1));
    const held = asOf ? moments.filter((moment) => moment.at <= until(asOf)).length - 1 : moments.length - 1;
    this.range.value = String(Math.max(0, held));
    this.say();
  }

  private moved(): void {
    this.say();
    clearTimeout(this.wait);
    const at = Number(this.range.value);
    this.wait = setTimeout(() => this.pick(at >= this.moments.length - 1 ? null : (this.moments[at]?.at ?? null)), 120);
  }

  private say(): void {
    const at = Number(this.range.value);
    const known = new Set(this.moments.slice(0, at + 1).flatMap((moment) => moment.claims)).size;
    const words = `${momentName(this.moments, at)}${at >= this.moments.length - 1 ? ", all that is known" : ""} · ${counted(known, "claim")}`;
    this.words.textContent = words;
    this.range.setAttribute("aria-valuetext", words);
  }
}

/** A day stands for its end. */
const until = (asOf: string): string => (asOf.length === 10 ? `${asOf}T23:59:59.999999Z` : asOf);

export function historySection(moments: readonly Moment[], shows: Shows, pick: (at: string) => void): Child {
  if (!moments.length) return null;
  return h(
    "section", { class: "block", at: { "aria-labelledby": "history-title" } }, h("h2", { at: { id: "history-title", tabindex: -1 } }, "How it grew"),
    h("ol", { class: "moments" }, moments.map((moment, at) => h(
      "li", null,
      h("p", { class: "moment-head" }, h("button", { class: "link", at: { type: "button", title: "See the event as it stood then" }, on: { click: () => pick(moment.at) } }, h("time", { at: { datetime: moment.at } }, momentName(moments, at))), status(moment.status), h("span", { class: "note" }, origins({ origins: moment.origins.best, origins_low: moment.origins.low, origins_high: moment.origins.high }))),
      moment.changed.length ? h("ul", null, moment.changed.map((words) => h("li", null, words))) : null,
      h("p", { class: "moment-foot" }, joined([h("button", { class: "link", at: { type: "button" }, on: { click: () => shows.claims(moment.claims) } }, counted(moment.claims.length, "new claim")), ...moment.tolls], " · ")),
    ))),
  );
}

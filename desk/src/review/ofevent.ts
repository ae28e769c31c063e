/** Merging and splitting where the event is seen: which claims go, or which event comes in. */
import { get } from "../api";
import { deed } from "../claim";
import { fill, h, type Child } from "../dom";
import { stance } from "../marks";
import type { EventAnswer, EventSummary, Page } from "../records";
import { counted } from "../words";
import { reasonForm } from "./decide";
import { decision } from "./log";
import { reviewer, whoField } from "./who";
import { refusal } from "../view";

export class ReviewOfEvent {
  readonly element: HTMLDetailsElement;
  private readonly form = h("div", { class: "review-form" });
  private readonly chosen = new Set<string>();

  constructor(private readonly answer: EventAnswer, private readonly again: () => void) {
    const { reviews } = answer;
    this.element = h(
      "details", { class: "block review-of-event", at: { open: reviews.length > 0 } },
      h("summary", null, h("h2", null, "Review this event")),
      h("p", null, whoField(), " ", h("button", { at: { type: "button", "aria-keyshortcuts": "s" }, on: { click: () => this.split() } }, "Split it ", h("kbd", null, "s")), " ", h("button", { at: { type: "button", "aria-keyshortcuts": "m" }, on: { click: () => void this.merge() } }, "Merge with another ", h("kbd", null, "m"))),
      this.form,
      reviews.length ? [h("h3", null, "Decided so far"), h("ol", { class: "side-by-side" }, reviews.map((one) => decision(one, again)))] : null,
    );
  }

  key(event: KeyboardEvent): void {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || (target instanceof HTMLElement && target.closest("input, textarea, select, dialog"))) return;
    if (event.key !== "s" && event.key !== "m") return;
    event.preventDefault();
    if (event.key === "s") this.split(); else void this.merge();
  }

  private put(form: Child): void {
    this.element.open = true;
    fill(this.form, form);
    (reviewer() ? this.form.querySelector<HTMLElement>("input, select, textarea") : this.element.querySelector<HTMLElement>("#reviewer"))?.focus();
    this.element.scrollIntoView({ block: "nearest" });
  }

  private split(): void {
    this.chosen.clear();
    const box = (id: string): HTMLInputElement => h("input", { at: { type: "checkbox" }, on: { change: (event: Event) => { if ((event.target as HTMLInputElement).checked) this.chosen.add(id); else this.chosen.delete(id); } } });
    const fields = h("fieldset", { class: "picks" }, h("legend", null, "Which claims tell of another event?"), this.answer.claims.map((item) => h("label", null, box(item.claim.id), stance(item.claim.stance, false), h("span", null, h("b", null, item.claim.speaker?.name ?? item.outlet ?? "the report"), ` ${deed(item.claim)} `, h("span", { class: "note" }, item.claim.spans[0]?.text.slice(0, 110))))));
    this.put(reasonForm({ verdict: "split", words: "The claims that you choose leave this event; the others stay.", fields, request: (reason) => {
      const stay = this.answer.claims.map((item) => item.claim.id).filter((id) => !this.chosen.has(id));
      return this.chosen.size && stay.length ? { verdict: "split", parts: [[...this.chosen], stay], reason } : null;
    }, done: this.again, cancelled: () => this.form.replaceChildren() }));
  }

  private async merge(): Promise<void> {
    const { event } = this.answer;
    try {
      const near = await get<Page<EventSummary>>("/api/events", { sort: "recent", place: event.where?.name ?? null, limit: 100 });
      const others = near.items.filter((one) => one.id !== event.id);
      const list = h("select", { at: { name: "event" } }, h("option", { at: { value: "" } }, others.length ? `choose among ${counted(others.length, "event")} at the same place` : "no other event is at the same place"), others.map((one) => h("option", { at: { value: one.id } }, `${one.sentence.slice(0, 110)} (${one.start ?? "no date"})`)));
      const id = h("input", { at: { name: "other", autocomplete: "off" } });
      const fields = h("div", { class: "correction" }, h("label", null, "The other event", list), h("label", null, "or its id", id));
      this.put(reasonForm({ verdict: "merge", words: "Both tell of one happening: their claims come together in one event.", fields, request: async (reason) => {
        const other = id.value.trim() || list.value;
        if (!other) return null;
        const theirs = await get<EventAnswer>(`/api/events/${encodeURIComponent(other)}`);
        return { verdict: "merge", parts: [event.claims.slice(0, 1), theirs.event.claims.slice(0, 1)], reason };
      }, done: this.again, cancelled: () => this.form.replaceChildren() }));
    } catch (error) {
      this.put(refusal(error));
    }
  }
}

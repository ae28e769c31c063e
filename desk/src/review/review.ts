/** The queue: what people or speakers disagree on, and what the reader is least sure of, first. By keys or by hand. */
import { get } from "../api";
import { claimCard, deed } from "../claim";
import { fill, h, joined } from "../dom";
import { stance } from "../marks";
import type { ClaimItem, Page, QueueItem, Review } from "../records";
import { changed, go, link, parse, type Route } from "../route";
import { announce, Turn, type View } from "../view";
import { counted } from "../words";
import { correction, decide, reasonForm } from "./decide";
import { helpDialog } from "./help";
import { decision } from "./log";
import { whoField } from "./who";

export const reviewView = (main: HTMLElement): View => new ReviewView(main);

class ReviewView implements View {
  readonly title = "Review";
  private readonly turn = new Turn();
  private readonly one = new Turn();
  private readonly list = h("ol", { class: "queue", at: { "aria-label": "Claims to review" } });
  private readonly more = h("p", { class: "more" });
  private readonly desk = h("section", { class: "review-desk", at: { "aria-label": "The claim under review" } });
  private readonly form = h("div", { class: "review-form" });
  private readonly state = h("select", { on: { change: () => go(changed(parse(location.hash), { state: this.state.value, claim: null })) } }, [["open", "Open"], ["decided", "Decided"], ["all", "All"]].map(([value, words]) => h("option", { at: { value } }, words)));
  private readonly help = helpDialog();
  private items: QueueItem[] = [];
  private chosen: ClaimItem | null = null;
  private marked = new Set<string>();
  private asked = "";

  constructor(main: HTMLElement) {
    fill(
      main, h("div", { class: "review-head" }, h("h1", { at: { tabindex: -1 } }, "Review"), whoField(), h("label", { class: "sort" }, "Show", this.state), h("a", { at: { href: "#/review/log" } }, "All decisions"), h("button", { class: "quiet", at: { type: "button" }, on: { click: () => this.help.showModal() } }, "Keys ", h("kbd", null, "?"))),
      h("div", { class: "review" }, h("div", { class: "queue-box" }, this.list, this.more), this.desk), this.help,
    );
    addEventListener("keydown", this.keys);
  }

  async update(route: Route): Promise<void> {
    const state = route.query.get("state") ?? "open";
    this.state.value = state;
    if (this.asked !== state) {
      this.asked = state;
      await this.load(null);
    }
    this.open(parse(location.hash).query.get("claim") ?? this.items[0]?.claim.claim.id ?? null);
  }

  close(): void {
    removeEventListener("keydown", this.keys);
    this.turn.stop();
    this.one.stop();
  }

  private load(cursor: string | null): Promise<void> {
    return this.turn.take(cursor ? this.more : this.list, (signal) => get<Page<QueueItem>>("/api/reviews", { state: this.asked, limit: 50, cursor }, signal), (page) => {
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.draw();
      fill(this.more, page.next ? h("button", { at: { type: "button" }, on: { click: () => void this.load(page.next) } }, "More") : null);
      announce(this.items.length ? `${counted(this.items.length, "claim")} to review` : "Nothing to review");
    });
  }

  private draw(): void {
    const id = this.chosen?.claim.id;
    fill(this.list, this.items.length ? this.items.map((item) => this.line(item, item.claim.claim.id === id)) : h("li", { class: "empty" }, "Nothing to review here."));
  }

  private line(item: QueueItem, chosen: boolean): HTMLElement {
    const { claim } = item.claim;
    const name = claim.speaker?.name ?? item.claim.outlet ?? "the report";
    return h(
      "li", { class: `${chosen ? "chosen" : ""}${this.marked.has(claim.id) ? " marked" : ""}` },
      h("button", { at: { type: "button", "aria-current": chosen ? "true" : null, "data-queue": claim.id }, on: { click: () => this.pick(claim.id) } }, stance(claim.stance, false), h("span", null, h("b", null, name), ` ${deed(claim)}`), h("span", { class: "note" }, item.why[0] ?? ""), this.marked.has(claim.id) ? h("span", { class: "tag" }, "marked") : null),
    );
  }

  private pick(id: string): void {
    go(changed(parse(location.hash), { claim: id }), true);
  }

  private open(id: string | null): void {
    if (!id) { this.chosen = null; fill(this.desk, h("p", { class: "lead" }, "Nothing to review here.")); return; }
    if (this.chosen?.claim.id === id) return;
    const item = this.items.find((one) => one.claim.claim.id === id);
    void this.one.take(this.desk, async (signal) => {
      const [claim, log] = await Promise.all([item ? item.claim : get<ClaimItem>(`/api/claims/${encodeURIComponent(id)}`, {}, signal), get<Page<Review>>("/api/reviews/log", { claim: id, limit: 50 }, signal)]);
      return { claim, log: log.items };
    }, ({ claim, log }) => this.show(claim, item ?? null, log));
  }

  private show(item: ClaimItem, queued: QueueItem | null, log: readonly Review[]): void {
    const { why = [], contradicted = [] } = queued ?? {};
    this.chosen = item;
    this.form.replaceChildren();
    const held = log.filter((one) => one.verdict !== "undo");
    fill(
      this.desk, h("h2", { at: { tabindex: -1 } }, "Does the report say this?"), claimCard(item),
      why.length ? h("ul", { class: "why" }, why.map((words) => h("li", null, words)), contradicted.length ? h("li", null, "see ", joined(contradicted.map((id) => h("a", { at: { href: changed(parse(location.hash), { claim: id }) } }, `claim ${id.slice(0, 8)}`)), ", ")) : null) : null,
      this.buttons(), this.form,
      held.length ? h("section", { class: "decisions", at: { "aria-label": "Decisions side by side" } }, h("h3", null, "Decided so far"), h("ol", { class: "side-by-side" }, held.map((one) => decision(one, () => this.again())))) : null,
    );
    this.draw();
    this.list.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  }

  private buttons(): HTMLElement {
    const button = (name: string, key: string, act: () => void, strong = false): HTMLElement => h("button", { class: strong ? "main-button" : "", at: { type: "button", "aria-keyshortcuts": key }, on: { click: act } }, name, " ", h("kbd", null, key));
    return h("p", { class: "buttons" }, button("Accept", "a", () => void this.accept(), true), button("Correct", "c", () => this.correct()), button("Reject", "r", () => this.ask("reject")), button("Mark", "x", () => this.mark()), button("Merge", "m", () => this.merge()), button("Split", "s", () => this.split()));
  }

  private async accept(): Promise<void> {
    if (this.chosen && (await decide({ verdict: "accept", parts: [[this.chosen.claim.id]], reason: "" }, this.form))) this.next("accepted");
  }

  private ask(verdict: "reject"): void {
    const id = this.chosen?.claim.id;
    if (id) this.put(reasonForm({ verdict, words: "A rejected claim is left out of events and counts.", request: (reason) => ({ verdict, parts: [[id]], reason }), done: () => this.next("rejected"), cancelled: () => this.form.replaceChildren() }));
  }

  private correct(): void {
    const claim = this.chosen?.claim;
    if (!claim) return;
    const { fields, changes } = correction(claim);
    this.put(reasonForm({ verdict: "correct", words: "The reader's own claim stays on record beside the corrected one.", fields, request: (reason) => { const made = changes(); return made && { verdict: "correct", parts: [[claim.id]], reason, changes: made }; }, done: () => this.next("corrected"), cancelled: () => this.form.replaceChildren() }));
  }

  private mark(): void {
    const id = this.chosen?.claim.id;
    if (!id) return;
    if (!this.marked.delete(id)) this.marked.add(id);
    this.draw();
    announce(this.marked.has(id) ? "marked" : "no longer marked");
  }

  private merge(): void {
    const id = this.chosen?.claim.id;
    const others = [...this.marked].filter((one) => one !== id);
    if (!id) return;
    this.put(reasonForm({ verdict: "merge", words: others.length ? `The events of ${counted(others.length + 1, "claim")} become one.` : "Mark (x) a claim of the other event first.", request: (reason) => (others.length ? { verdict: "merge", parts: [[id], ...others.map((one) => [one])], reason } : null), done: () => this.next("merged"), cancelled: () => this.form.replaceChildren() }));
  }

  private split(): void {
    const id = this.chosen?.claim.id;
    const others = [...this.marked].filter((one) => one !== id);
    if (!id) return;
    this.put(reasonForm({ verdict: "split", words: others.length ? `This claim tells of another event than the ${counted(others.length, "claim")} that you marked.` : "Mark (x) the claims that it does not belong to first.", request: (reason) => (others.length ? { verdict: "split", parts: [[id], others], reason } : null), done: () => this.next("split"), cancelled: () => this.form.replaceChildren() }));
  }

  private put(form: HTMLFormElement): void {
    fill(this.form, form);
    (form.querySelector<HTMLElement>("select, textarea") ?? form).focus();
  }

  /** After a decision: on to the next claim, the decided one leaves the queue. */
  private next(words: string): void {
    const id = this.chosen?.claim.id;
    const at = this.items.findIndex((item) => item.claim.claim.id === id);
    if (at >= 0 && this.asked === "open") this.items.splice(at, 1);
    const following = this.items[Math.min(Math.max(0, this.asked === "open" ? at : at + 1), this.items.length - 1)]?.claim.claim.id ?? null;
    this.chosen = null;
    this.draw();
    announce(`${words}. ${counted(this.items.length, "claim")} left`);
    if (following) { this.pick(following); this.open(following); } else { go(changed(parse(location.hash), { claim: null }), true); this.open(null); }
  }

  private again(): void {
    this.chosen = null;
    this.asked = "";
    void this.update(parse(location.hash));
  }

  private step(by: number): void {
    const at = this.items.findIndex((item) => item.claim.claim.id === this.chosen?.claim.id);
    const item = this.items[Math.max(0, Math.min(this.items.length - 1, at + by))];
    if (item) this.pick(item.claim.claim.id);
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || this.help.open) return;
    if (target instanceof HTMLElement && target.closest("input, textarea, select, dialog")) return;
    const id = this.chosen?.claim.id;
    const acts: Record<string, () => void> = {
      j: () => this.step(1), k: () => this.step(-1), a: () => void this.accept(), c: () => this.correct(), r: () => this.ask("reject"), x: () => this.mark(), m: () => this.merge(), s: () => this.split(),
      u: () => go("#/review/log"), "?": () => this.help.showModal(),
      Enter: () => { if (id && !(target instanceof HTMLElement && target.closest("a, button:not([data-queue])"))) go(link(["reports", this.chosen?.report ?? ""], { claim: id })); },
    };
    const act = acts[event.key];
    if (!act) return;
    if (event.key !== "Enter") event.preventDefault();
    act();
  };
}


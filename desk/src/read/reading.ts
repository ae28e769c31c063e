/** A reading: the report's words and its claims side by side, linked both ways. */
import { h, fill, joined, type Child } from "../dom";
import { chain, facts, inShort, speaker, standing } from "../claim";
import { stance } from "../marks";
import type { Claim, ClaimItem, Reading, Relation } from "../records";
import { counted, day, RELATIONS } from "../words";
import { drawArcs } from "./arcs";
import { ordered } from "./pieces";
import { textBody } from "./text";
import { s } from "../dom";

export interface Shown { chosen: string | null; choose(id: string | null): void; tools?(claim: Claim): Child }

/** Shows a reading and keeps it; `select` changes the chosen claim without building the page anew. */
export class ReadingPane {
  readonly element = h("div", { class: "reading" });
  private readonly claims: Claim[];
  private readonly text = h("div", { class: "reading-text" });
  private readonly list = h("ol", { class: "claims" });
  private readonly arcs = s("svg", { class: "arcs", at: { "aria-hidden": "true" } });
  private readonly watcher = new ResizeObserver(() => this.draw());
  private chosen = -1;
  private held: ReadonlyMap<string, ClaimItem> = new Map();

  constructor(private readonly reading: Reading, private readonly shown: Shown) {
    this.claims = ordered(reading);
    const { report } = reading;
    fill(
      this.element,
      h("section", { class: "reading-left", at: { "aria-label": "The report" } },
        report.title ? h("h2", { class: "report-title" }, report.title) : null,
        h("p", { class: "byline" }, joined([report.outlet, report.published ? day(report.published) : null, report.credits.length ? `credits ${report.credits.join(", ")}` : null], " · ")),
        this.text),
      h("section", { class: "reading-right", at: { "aria-label": "Its claims" } },
        h("h2", null, counted(reading.claims.length, "claim")), legend(reading),
        h("div", { class: "claims-and-arcs" }, this.arcs, this.list)),
    );
    this.select(shown.chosen, false);
    this.watcher.observe(this.list);
    addEventListener("keydown", this.keys);
  }

  close(): void {
    removeEventListener("keydown", this.keys);
    this.watcher.disconnect();
  }

  select(id: string | null, scroll = true): void {
    this.chosen = this.claims.findIndex((claim) => claim.id === id || claim.anchor === id);
    fill(this.text, textBody(this.reading.report.text, this.claims, this.reading.omitted, { chosen: this.chosen, choose: (index) => this.pick(index) }));
    fill(this.list, this.claims.map((claim, index) => this.item(claim, index)));
    this.draw();
    if (scroll && this.chosen >= 0) this.reveal();
  }

  /** Shows what reviewers made of the claims, by the claims' ids. */
  stand(held: ReadonlyMap<string, ClaimItem>): void {
    this.held = held;
    this.select(this.claims[this.chosen]?.id ?? null, false);
  }

  private readonly keys = (event: KeyboardEvent): void => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || (target instanceof HTMLElement && target.closest("input, textarea, select, dialog"))) return;
    if (event.key === "j" || event.key === "k") this.step(event.key === "j" ? 1 : -1);
  };

  /** Moves the choice by one; from none it starts at the first. */
  step(by: number): void {
    if (this.claims.length) this.pick(Math.max(0, Math.min(this.claims.length - 1, this.chosen < 0 ? 0 : this.chosen + by)));
  }

  private pick(index: number): void {
    this.shown.choose(this.claims[index]?.id ?? null);
  }

  private reveal(): void {
    for (const element of [this.text.querySelector(".chosen"), this.list.querySelector(".chosen")]) element?.scrollIntoView({ block: "nearest" });
  }

  private draw(): void {
    drawArcs(this.arcs, this.list, this.claims, this.reading.relations, this.chosen);
  }

  private item(claim: Claim, index: number): HTMLElement {
    const chosen = index === this.chosen;
    const held = this.held.get(claim.id);
    const rejected = held?.standing?.verdict === "reject" ? " rejected" : "";
    return h(
      "li", { class: `claim st-edge-${claim.stance}${chosen ? " chosen" : ""}${rejected}`, at: { "data-claim": claim.id } },
      h("button", { class: "claim-head", at: { type: "button", "aria-expanded": chosen ? "true" : "false" }, on: { click: () => this.shown.choose(chosen ? null : claim.id) } },
        h("span", { class: "claim-number" }, index + 1), stance(claim.stance), h("span", { class: "claim-deed" }, claim.spans[0]?.text ?? "")),
      h("p", { class: "said-by" }, speaker(claim, this.reading.report.outlet), chain(claim, null)),
      chosen ? facts(claim) : h("p", { class: "note in-short" }, inShort(claim)), held ? standing(held, true) : null, this.related(claim), chosen ? this.shown.tools?.(claim) : null,
    );
  }

  private related(claim: Claim): Child {
    const mine = this.reading.relations.filter((relation) => relation.from === claim.id || relation.to === claim.id);
    if (!mine.length) return null;
    return h("ul", { class: "relations" }, mine.map((relation) => h("li", { class: `rel-${relation.kind}` }, this.relation(claim, relation))));
  }

  private relation(claim: Claim, relation: Relation): Child {
    const other = relation.from === claim.id ? relation.to : relation.from;
    const index = this.claims.findIndex((one) => one.id === other);
    const passive = relation.to === claim.id && relation.kind !== "contradicts" && relation.kind !== "corroborates";
    return [
      passive ? "by " : `${RELATIONS[relation.kind]} `,
      h("button", { class: "link", at: { type: "button" }, on: { click: () => this.pick(index) } }, `claim ${index + 1}`),
      passive ? `: ${RELATIONS[relation.kind]}` : null,
      h("span", { class: "note" }, ` (${relation.reasons.join("; ")})`),
    ];
  }
}

function legend(reading: Reading): Child {
  const stances = [...new Set(reading.claims.map((claim) => claim.stance))];
  return h("p", { class: "legend" }, stances.map((name) => stance(name)), reading.omitted.length ? h("span", { class: "omitted" }, "set aside, with the reason") : null);
}

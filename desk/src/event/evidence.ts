/** The words behind a value: every figure, cell and name opens the claims that it rests on. Beside the page where there is room, else from below. */
import { claimCard } from "../claim";
import { fill, h, type Child } from "../dom";
import type { ClaimItem, Relation } from "../records";
import { announce } from "../view";
import { link } from "../route";
import { counted, RELATIONS } from "../words";

/** What a section of the event needs from the evidence. */
export interface Shows { claims(ids: readonly string[]): void; title(id: string): string }

export class Evidence {
  readonly element = h("aside", { class: "evidence", at: { "aria-label": "The words behind it", tabindex: -1 } });
  private opener: HTMLElement | null = null;

  constructor(private readonly shut: () => void) {
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") this.leave(); });
  }

  show(ids: readonly string[], claims: ReadonlyMap<string, ClaimItem>, links: readonly Relation[], shows: Shows): void {
    const found = ids.flatMap((id) => claims.get(id) ?? []);
    this.element.classList.toggle("open", ids.length > 0);
    if (!ids.length) {
      fill(this.element, h("p", { class: "evidence-hint" }, "Choose a figure, a cell or a name to see the words behind it."));
      return;
    }
    if (document.activeElement instanceof HTMLElement && !this.element.contains(document.activeElement)) this.opener = document.activeElement;
    fill(
      this.element,
      h("header", null, h("h2", { at: { tabindex: -1 } }, found.length === 1 ? "The words behind it" : `The words behind it: ${counted(found.length, "claim")}`), h("button", { class: "quiet close", at: { type: "button" }, on: { click: () => this.leave() } }, "Close")),
      h("div", { class: "cards" }, found.map((item) => [claimCard(item, h("a", { at: { href: link(["review"], { claim: item.claim.id }) } }, "Review")), related(item.claim.id, links, claims, shows)]), found.length ? null : h("p", null, "These claims are not in what was known then.")),
    );
    announce(`${counted(found.length, "claim")} shown beside`);
  }

  focus(): void {
    this.element.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private leave(): void {
    this.shut();
    this.opener?.focus({ preventScroll: true });
  }
}

/** How a claim stands to others of the event, what contradicts it first; each leads to the words of the other. */
function related(id: string, links: readonly Relation[], claims: ReadonlyMap<string, ClaimItem>, shows: Shows): Child {
  const mine = links.filter((one) => one.from === id || one.to === id).sort((a, b) => Number(b.kind === "contradicts") - Number(a.kind === "contradicts"));
  if (!mine.length) return null;
  return h("ul", { class: "relations" }, mine.slice(0, 8).map((one) => {
    const other = one.from === id ? one.to : one.from;
    const item = claims.get(other);
    return h("li", { class: `rel-${one.kind}` }, `${one.to === id && one.kind !== "contradicts" && one.kind !== "corroborates" ? "the other way round: " : ""}${RELATIONS[one.kind]} `,
      h("button", { class: "link", at: { type: "button" }, on: { click: () => shows.claims([id, other]) } }, item?.claim.speaker?.name ?? item?.outlet ?? "another claim"), h("span", { class: "note" }, ` (${one.reasons.join("; ")})`));
  }), mine.length > 8 ? h("li", { class: "note" }, `and ${mine.length - 8} more`) : null);
}

/** A claim in words: who says it through whom, what it says, with which words. Shared by all views. */
import { h, joined, unseen, type Child } from "./dom";
import { stance } from "./marks";
import type { Claim, ClaimItem, Measure, Party, Toll } from "./records";
import { link } from "./route";
import { bounds, days, kindName, MEASURES, placeName, shortDay, typeName, VERDICTS } from "./words";

const names = (parties: readonly Party[]): string => parties.map((party) => (party.any_of.length ? party.any_of.join(" or ") : party.name)).join(", ");

/** Who did what to whom. */
export function deed(claim: Claim): string {
  const [who, whom] = [names(claim.actors), names(claim.recipients)];
  const type = typeName(claim.event_type);
  if (who && whom) return `${type}: ${who} → ${whom}`;
  if (who || whom) return `${type}: ${who || whom}`;
  return type;
}

export function toll(measure: Measure, value: Toll): string {
  const figure = bounds(value.low, value.high);
  const shown = figure ?? (value.text ? `“${value.text}”` : "a number not given");
  return `${shown} ${figure || !value.text ? MEASURES[measure] : ""}${value.of ? ` of ${value.of}` : ""}`.replace(/\s+/g, " ");
}

export function tolls(claim: Claim): string[] {
  return (Object.keys(MEASURES) as Measure[]).flatMap((measure) => (claim[measure] ? [toll(measure, claim[measure])] : []));
}

/** The same as `facts`, in a line. */
export function inShort(claim: Claim): string {
  const when = claim.time ? (days(claim.time.start, claim.time.end) ?? claim.time.symbol) : null;
  return [deed(claim), ...tolls(claim), claim.place ? placeName(claim.place) : null, when ? `${claim.time?.precision === "approx" ? "about " : ""}${when}` : null].filter(Boolean).join(" · ");
}

/** The speaker's name as a link, with role and kind; the outlet's own voice where nobody is quoted. */
export function speaker(claim: Claim, outlet: string | null): Child {
  const said = claim.speaker;
  if (!said || said.kind === "outlet") return h("span", { class: "who" }, outlet ?? "the report", " in its own voice");
  const role = said.role && said.role !== said.name ? said.role : null;
  const note = role ?? (said.interested && said.kind === "belligerent" ? null : kindName(said.kind));
  return [
    h("a", { class: "who", at: { href: link(["speakers", said.name]) } }, said.name),
    note && note !== said.name ? h("span", { class: "note" }, `, ${note}`) : null,
    said.interested ? h("span", { class: "note" }, ", a party to it") : null,
  ];
}

/** Through whom it came: nearest the speaker first, the outlet last. */
export function chain(claim: Claim, outlet: string | null): Child {
  const own = !claim.speaker || claim.speaker.kind === "outlet";
  const relays = [...claim.relays, ...(claim.channel ? [claim.channel] : [])];
  const steps: Child[] = relays.map((relay) => h("span", { class: "relay" }, relay));
  if (outlet && !own) steps.push(h("a", { class: "relay", at: { href: link(["outlets", outlet]) } }, outlet));
  return steps.length ? h("span", { class: "chain" }, unseen(", told by way of "), joined(steps, " → ")) : null;
}

export function facts(claim: Claim): HTMLElement {
  const when = claim.time ? (days(claim.time.start, claim.time.end) ?? claim.time.symbol) : null;
  const rows: [string, Child][] = [
    ["What", deed(claim)],
    ["Toll", joined(tolls(claim), "; ")],
    ["Where", claim.place ? placeName(claim.place) : null],
    ["When", when ? [claim.time?.precision === "approx" ? "about " : null, when] : null],
  ];
  return h("dl", { class: "claim-facts" }, rows.filter(([, value]) => value && (!Array.isArray(value) || value.length)).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
}

export const words = (claim: Claim): HTMLElement[] => claim.spans.map((span) => h("blockquote", { class: "words" }, span.text));

/** A claim with its report, as a card; `tools` are the links or buttons under it. */
export function claimCard(item: ClaimItem, tools: Child = null): HTMLElement {
  const { claim } = item;
  return h(
    "article", { class: `claim-card st-edge-${claim.stance}`, at: { "data-claim": claim.id } },
    h("header", null, stance(claim.stance), h("span", { class: "said-by" }, speaker(claim, item.outlet), chain(claim, item.outlet)), h("time", { at: { datetime: item.published } }, shortDay(item.published))),
    words(claim), facts(claim), standing(item),
    h("footer", null, h("a", { at: { href: link(["reports", item.report], { claim: claim.id }) } }, "In the report"), tools),
  );
}

/** What reviewers made of a claim; `read` where it is shown as it was read, not as it was corrected. */
export function standing(item: ClaimItem, read = false): Child {
  const held = item.standing;
  if (!held || (!held.verdict && !held.disputed)) return null;
  const who = held.reviews.filter((review) => review.holds).map((review) => review.reviewer).join(", ");
  return h("p", { class: "standing" }, held.disputed ? `Reviewers disagree (${who}): the reader's claim stands.` : `${VERDICTS[held.verdict ?? "accept"]} by ${who}`, held.verdict === "correct" && item.original ? h("span", { class: "note" }, read ? ` (to ${told(item.claim)})` : ` (read as ${told(item.original)})`) : null);
}

const told = (claim: Claim): string => [claim.stance, deed(claim), tolls(claim).join("; ")].filter(Boolean).join(", ");

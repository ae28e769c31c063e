/** The report's text with what was found in it: marks of claims, omitted parts with their reason, the parts of the chosen claim. */
import { h, unseen, type Child } from "../dom";
import { stanceMark } from "../marks";
import type { Claim, Omitted } from "../records";
import { OMITTED } from "../words";
import { pieces, type Piece } from "./pieces";

export interface Picks { chosen: number; choose(claim: number): void }

export function textBody(text: string, claims: readonly Claim[], omitted: readonly Omitted[], picks: Picks): HTMLElement {
  const body = h("div", { class: "report-text" });
  let paragraph = h("p", null);
  const close = (): void => {
    if (paragraph.childNodes.length) body.append(paragraph);
    paragraph = h("p", null);
  };
  let left: string | null = null;
  for (const piece of pieces(text, claims, omitted, picks.chosen)) {
    const lines = piece.text.split(/\n\s*\n/);
    lines.forEach((line, at) => {
      if (at) close();
      if (line) paragraph.append(...nodes({ ...piece, text: line, opens: at ? [] : piece.opens }, claims, picks, piece.omitted !== left));
    });
    left = piece.omitted;
  }
  close();
  return body;
}

function nodes(piece: Piece, claims: readonly Claim[], picks: Picks, first: boolean): Node[] {
  const badges = piece.opens.map((index) => badge(index, claims, picks));
  if (piece.omitted) {
    const reason = OMITTED[piece.omitted] ?? piece.omitted;
    return [...badges, h("span", { class: "omitted", at: { title: `set aside: ${reason}` } }, first ? h("span", { class: "omitted-why" }, reason) : null, piece.text)];
  }
  if (!piece.claims.length) return [...badges, document.createTextNode(piece.text)];
  return [...badges, highlight(piece, claims, picks)];
}

function highlight(piece: Piece, claims: readonly Claim[], picks: Picks): HTMLElement {
  const chosen = piece.claims.includes(picks.chosen);
  const shown = chosen ? picks.chosen : (piece.claims[piece.claims.length - 1] ?? 0);
  const inside = chosen ? piece.inside : [];
  return h(
    "mark",
    {
      class: `span st-${claims[shown]?.stance ?? "asserted"}${chosen ? " chosen" : ""}${inside.length ? " part" : ""}`,
      at: { "data-claims": piece.claims.join(" "), title: inside.length ? inside.join(", ") : null },
      on: { click: () => picks.choose(next(piece.claims, picks.chosen)) },
    },
    piece.text,
  );
}

/** Clicking words that several claims share goes through them in turn. */
const next = (claims: readonly number[], chosen: number): number => claims[(claims.indexOf(chosen) + 1) % claims.length] ?? -1;

function badge(index: number, claims: readonly Claim[], picks: Picks): HTMLElement {
  const claim = claims[index];
  const child: Child = claim ? stanceMark(claim.stance) : null;
  return h(
    "button",
    {
      class: `badge st-${claim?.stance ?? "asserted"}${index === picks.chosen ? " chosen" : ""}`,
      at: { type: "button", "data-badge": index, "aria-pressed": index === picks.chosen ? "true" : "false" },
      on: { click: () => picks.choose(index) },
    },
    unseen("claim "), String(index + 1), child, unseen(claim?.stance ?? ""),
  );
}

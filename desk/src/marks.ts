/** Marks that say by shape what colour says too. Drawn here, 16 by 16, in the colour of the text around them; always beside or with words. */
import { s, unseen, h } from "./dom";
import type { Agreement, Position, Stance, Status, Version } from "./records";
import { STANCES, STATUSES } from "./words";

type Shape = readonly (readonly [keyof SVGElementTagNameMap, Record<string, string | number>])[];
const line = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" };
const full = { fill: "currentColor" };

const STANCE: Record<Stance, Shape> = {
  asserted: [["circle", { cx: 8, cy: 8, r: 5, ...full }]],
  denied: [["path", { d: "M3.5 3.5l9 9M12.500 3.500l-9 9", ...line, "stroke-width": 2.6 }]],
  hedged: [["circle", { cx: 8, cy: 8, r: 4.6, ...line }], ["path", { d: "M8 3.400a4.600 4.600 0 0 1 0 9.200z", ...full }]],
  planned: [["path", { d: "M2.500 8h10M9 4.200L12.800 8 9 11.800", ...line }]],
  demand: [["path", { d: "M8 2.500v6.500", ...line, "stroke-width": 2.800 }], ["circle", { cx: 8, cy: 12.800, r: 1.600, ...full }]],
};
const STATUS: Record<Status, Shape> = {
  single_origin: [["circle", { cx: 8, cy: 8, r: 5, ...line }], ["circle", { cx: 8, cy: 8, r: 1.500, ...full }]],
  corroborated: [["circle", { cx: 5.800, cy: 8, r: 4, ...line }], ["circle", { cx: 10.200, cy: 8, r: 4, ...line }]],
  contested: [["path", { d: "M2 5.500h12M2 10.500h12M11 2L5 14", ...line }]],
  denied: STANCE.denied,
  admitted: [["path", { d: "M8 2l6 6-6 6-6-6z", ...full }]],
  confirmed: [["path", { d: "M2.500 8.500l3.800 4L13.500 4", ...line, "stroke-width": 2.600 }]],
};
const AGREEMENT: Record<Agreement, Shape> = {
  agrees: [["path", { d: "M3 6h10M3 10.500h10", ...line }]],
  conflicts: STATUS.contested,
  alone: [["circle", { cx: 8, cy: 8, r: 2, ...full }]],
};
const POSITION: Record<Position, Shape> = {
  says: STANCE.asserted, denies: STANCE.denied, admits: STATUS.admitted, hedges: STANCE.hedged,
  silent: [["circle", { cx: 8, cy: 8, r: 4.600, ...line, "stroke-width": 1.500, "stroke-dasharray": "2 2.400" }]],
};

function drawn(shape: Shape, kind: string): SVGSVGElement {
  return s("svg", { class: `mark ${kind}`, at: { viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" } }, shape.map(([tag, at]) => s(tag, { at })));
}

export const stanceMark = (stance: Stance): SVGSVGElement => drawn(STANCE[stance], `st-${stance}`);
export const statusMark = (status: Status): SVGSVGElement => drawn(STATUS[status], `status-${status}`);
export const agreementMark = (agreement: Agreement): SVGSVGElement => drawn(AGREEMENT[agreement], `is-${agreement}`);
export const positionMark = (position: Position): SVGSVGElement => drawn(POSITION[position], `pos-${position}`);

/** A stance for eyes and ears. */
export const stance = (value: Stance, words = true): HTMLElement =>
  h("span", { class: `stance st-${value}`, at: { title: `${value}: ${STANCES[value]}` } }, stanceMark(value), words ? h("span", null, value) : unseen(value));

export const status = (value: Status): HTMLElement =>
  h("span", { class: `status status-${value}`, at: { title: STATUSES[value].means } }, statusMark(value), STATUSES[value].name);

export const versionWord = (version: Pick<Version, "status" | "stance">): string | null =>
  version.status === "current" ? (version.stance === "hedged" ? "guardedly" : null) : version.status === "subset" ? "part of the whole" : version.status === "aggregate" ? "a total over several events" : version.status;

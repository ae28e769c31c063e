/** Relations among a report's claims, drawn as arcs beside their list; the list itself says them in words. */
import { line, curveBasis } from "d3-shape";
import { s } from "../dom";
import type { Claim, Relation } from "../records";
import { RELATIONS } from "../words";

const bend = line().curve(curveBasis);

/** Redraws the arcs into `svg` from where the claims' items stand now. */
export function drawArcs(svg: SVGSVGElement, list: HTMLElement, claims: readonly Claim[], relations: readonly Relation[], chosen: number): void {
  svg.replaceChildren();
  const items = [...list.children] as HTMLElement[];
  const height = list.offsetHeight;
  const width = svg.clientWidth || 44;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", String(height));
  const at = new Map(claims.map((claim, index) => [claim.id, index]));
  const top = (index: number): number => (items[index]?.offsetTop ?? 0) + 18;
  const drawn = relations.flatMap((relation) => {
    const [from, to] = [at.get(relation.from), at.get(relation.to)];
    return from === undefined || to === undefined ? [] : [{ relation, from, to }];
  });
  const reach = Math.max(1, ...drawn.map(({ from, to }) => Math.abs(from - to)));
  for (const { relation, from, to } of drawn) {
    const out = width - 6 - (width - 12) * (0.25 + 0.75 * (Math.abs(from - to) / reach));
    const path = bend([[width - 2, top(from)], [out, top(from)], [out, top(to)], [width - 2, top(to)]]);
    const live = chosen < 0 || from === chosen || to === chosen;
    svg.append(
      s("path", { class: `arc rel-${relation.kind}${live ? "" : " faint"}`, at: { d: path } }, s("title", null, `${from + 1} ${RELATIONS[relation.kind]} ${to + 1}: ${relation.reasons.join("; ")}`)),
      s("circle", { class: `arc-end rel-${relation.kind}${live ? "" : " faint"}`, at: { cx: width - 3, cy: top(to), r: 2.6 } }),
    );
  }
}

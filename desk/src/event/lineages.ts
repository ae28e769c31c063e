/** Who told whom, drawn where there is room, and as a table for everybody. */
import { linkHorizontal } from "d3-shape";
import { fill, h, s, type Child } from "../dom";
import type { ClaimItem, Event } from "../records";
import { counted, number } from "../words";
import { camps } from "./camps";
import type { Shows } from "./evidence";
import { graph, type Edge, type Graph, type Node } from "./graph";
import { origins } from "../events/list";

const ROW = 30;
const curve = linkHorizontal<unknown, [number, number]>();

export class Lineages {
  readonly element: HTMLElement;
  private readonly drawing = h("div", { class: "lineage-drawing" });
  private readonly watcher = new ResizeObserver(() => this.draw());
  private readonly graph: Graph;

  constructor(private readonly event: Event, items: ReadonlyMap<string, ClaimItem>, private readonly shows: Shows) {
    this.graph = graph(event, items);
    const { origins: from } = event;
    this.element = h(
      "section", { class: "block", at: { "aria-labelledby": "lineage-title" } },
      h("h2", { at: { id: "lineage-title", tabindex: -1 } }, "Who told whom"),
      h("p", null, h("b", null, `${counted(from.outlets, "outlet")}, ${origins({ origins: from.best, origins_low: from.low, origins_high: from.high })}`), from.lineages.length ? `: ${from.lineages.join(", ")}.` : "."),
      from.reasons.length ? h("details", { class: "as-table" }, h("summary", null, "How the origins are counted"), h("ul", { class: "reasons" }, from.reasons.map((reason) => h("li", null, reason)))) : null,
      this.drawing,
      h("details", { class: "as-table" }, h("summary", null, "The same as a table"), this.table()),
    );
    this.watcher.observe(this.drawing);
  }

  close(): void {
    this.watcher.disconnect();
  }

  private draw(): void {
    const width = this.drawing.clientWidth;
    if (!width || !this.graph.nodes.length) return;
    const hasRelays = this.graph.nodes.some((node) => node.column === 1);
    const place = placed(this.graph, width, hasRelays);
    const height = Math.max(...[...place.values()].map(([, y]) => y)) + ROW;
    fill(this.drawing, s(
      "svg", { class: "lineage-graph", at: { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `Who told whom: ${counted(this.graph.nodes.filter((node) => node.column === 0).length, "voice")} on the left, ${counted(this.graph.nodes.filter((node) => node.column === 2).length, "outlet")} on the right. The table below says the same.` } },
      this.heads(width, hasRelays), this.graph.edges.map((edge) => this.edge(edge, place, width)), this.graph.nodes.map((node) => this.node(node, place, width)),
    ));
  }

  private heads(width: number, hasRelays: boolean): Child {
    const words: [number, string, string][] = [[0, "Voice", "start"], ...(hasRelays ? [[width / 2, "told", "middle"] as [number, string, string]] : []), [width, "Outlet", "end"]];
    return words.map(([x, name, anchor]) => s("text", { class: "graph-head", at: { x, y: 14, "text-anchor": anchor } }, name));
  }

  private edge(edge: Edge, place: ReadonlyMap<string, [number, number]>, width: number): Child {
    const [a, b] = [place.get(edge.from), place.get(edge.to)];
    if (!a || !b) return null;
    const title = s("title", null, `${counted(edge.claims.length, "claim")}${edge.copy ? ", copied words" : ""}`);
    const thick = Math.min(7, 1 + edge.claims.length);
    if (edge.copy) {
      const x = b[0] - this.wide(edge.to, width) - 6;
      return s("path", { class: "edge edge-copy", at: { d: `M${x} ${a[1]}C${x - 34} ${a[1]} ${x - 34} ${b[1]} ${x} ${b[1]}`, "stroke-width": 1.5 } }, title);
    }
    const from: [number, number] = [a[0] + (a[0] === 0 ? this.wide(edge.from, width) : this.wide(edge.from, width) / 2) + 6, a[1]];
    const to: [number, number] = [b[0] - (b[0] === width ? this.wide(edge.to, width) : this.wide(edge.to, width) / 2) - 6, b[1]];
    return s("path", { class: "edge", at: { d: curve({ source: from, target: to }) ?? "", "stroke-width": thick }, on: { click: () => this.shows.claims(edge.claims) } }, title);
  }

  private node(node: Node, place: ReadonlyMap<string, [number, number]>, width: number): Child {
    const [x, y] = place.get(node.id) ?? [0, 0];
    const anchor = node.column === 0 ? "start" : node.column === 1 ? "middle" : "end";
    const name = fitted(node.name, width);
    return s(
      "g", { class: `node col-${node.column}`, on: { click: () => this.shows.claims(node.claims) } }, s("title", null, [node.name, node.note, node.side ? `side of ${node.side}` : null, counted(node.claims.length, "claim")].filter(Boolean).join(", ")),
      s("text", { at: { x, y: y + 4, "text-anchor": anchor } }, name),
    );
  }

  /** About how wide a node's name is drawn. */
  private wide(id: string, width: number): number {
    const name = this.graph.nodes.find((node) => node.id === id)?.name ?? "";
    return measured(fitted(name, width), id.startsWith("0"));
  }

  private table(): HTMLElement {
    const name = (id: string): string => this.graph.nodes.find((node) => node.id === id)?.name ?? "";
    return h(
      "table", { class: "plain" }, h("caption", { class: "unseen" }, "Who told whom"),
      h("thead", null, h("tr", null, ["From", "To", "Claims", "How"].map((head) => h("th", { at: { scope: "col" } }, head)))),
      h("tbody", null, this.graph.edges.map((edge) => h("tr", null, h("th", { at: { scope: "row" } }, name(edge.from)), h("td", null, name(edge.to)), h("td", null, h("button", { class: "link", at: { type: "button" }, on: { click: () => this.shows.claims(edge.claims) } }, number(edge.claims.length))), h("td", null, this.how(edge))))),
    );
  }

  private how(edge: Edge): string {
    if (edge.copy) return "copied words";
    const reasons = new Set(edge.claims.flatMap((claim) => this.event.descents.find((descent) => descent.claim === claim)?.reasons ?? []));
    return [...reasons].slice(0, 2).join("; ");
  }
}

const pen = document.createElement("canvas").getContext("2d");

function measured(words: string, strong: boolean): number {
  if (!pen) return words.length * 7;
  pen.font = `${strong ? 600 : 400} 13px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(words).width;
}

function fitted(name: string, width: number): string {
  const fits = Math.floor(reach(width) / 7);
  return name.length > fits ? `${name.slice(0, fits - 1)}…` : name;
}

/** How much room a name has in its column. */
const reach = (width: number): number => Math.min(230, width * 0.3);

function placed(all: Graph, width: number, hasRelays: boolean): Map<string, [number, number]> {
  const place = new Map<string, [number, number]>();
  const rows = (column: number): Node[] => {
    const nodes = all.nodes.filter((node) => node.column === column);
    return column === 0 ? camps(nodes, (node) => node.side, (node) => node.name).flatMap((camp) => camp.members) : nodes;
  };
  const most = Math.max(...[0, 1, 2].map((column) => rows(column).length));
  for (const column of hasRelays ? [0, 1, 2] : [0, 2]) {
    const nodes = rows(column);
    const step = (most * ROW) / Math.max(1, nodes.length);
    nodes.forEach((node, at) => place.set(node.id, [column === 0 ? 0 : column === 1 ? width / 2 : width, 30 + step * (at + 0.5)]));
  }
  return place;
}

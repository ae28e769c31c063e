/** Who told whom: from the ultimate voice through relays to the outlets, as columns of names and the links between them. Pure. */
import type { ClaimItem, Event } from "../records";

export interface Node { id: string; column: 0 | 1 | 2; name: string; note: string | null; side: string | null; claims: string[] }
export interface Edge { from: string; to: string; claims: string[]; copy: boolean }
export interface Graph { nodes: Node[]; edges: Edge[] }

export function graph(event: Event, items: ReadonlyMap<string, ClaimItem>): Graph {
  const nodes = new Map<string, Node>();
  const edges = new Map<string, Edge>();
  const outletOf = new Map(event.descents.map((descent) => [descent.claim, descent.outlet ?? "no outlet"]));
  const node = (column: Node["column"], name: string, note: string | null, side: string | null, claim: string): string => {
    const id = `${column} ${name}`;
    const held = nodes.get(id) ?? { id, column, name, note, side, claims: [] };
    if (!held.claims.includes(claim)) held.claims.push(claim);
    nodes.set(id, held);
    return id;
  };
  const edge = (from: string, to: string, claim: string, copy: boolean): void => {
    const id = `${from} > ${to}${copy ? " copy" : ""}`;
    const held = edges.get(id) ?? { from, to, claims: [], copy };
    held.claims.push(claim);
    edges.set(id, held);
  };
  for (const descent of event.descents) {
    const lineage = event.lineages.find((one) => one.id === descent.lineage);
    const voice = node(0, lineage?.name ?? "unknown", lineage?.voice === "agency" ? "agency" : lineage?.voice === "outlet" ? "in its own voice" : null, lineage?.camp ?? null, descent.claim);
    const outlet = node(2, descent.outlet ?? "no outlet", null, null, descent.claim);
    const copied = descent.copies ? outletOf.get(descent.copies) : undefined;
    if (copied && copied !== (descent.outlet ?? "no outlet")) edge(`2 ${copied}`, outlet, descent.claim, true);
    const relays = [...(items.get(descent.claim)?.claim.relays ?? [])].filter((relay) => relay !== descent.outlet && relay !== lineage?.name);
    let last = voice;
    for (const relay of relays.slice(0, 1)) {
      const next = node(1, relay, null, null, descent.claim);
      edge(last, next, descent.claim, false);
      last = next;
    }
    if (!copied || copied === descent.outlet) edge(last, outlet, descent.claim, false);
    else if (last !== voice) edge(last, outlet, descent.claim, false);
  }
  return { nodes: [...nodes.values()].filter((one) => one.column !== 2 || [...edges.values()].some((link) => link.to === one.id || link.from === one.id)), edges: [...edges.values()].filter((link) => nodes.has(link.from) && nodes.has(link.to)) };
}

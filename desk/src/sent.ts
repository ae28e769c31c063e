/** Server-sent events out of pieces of text (WHATWG, HTML Living Standard, 9.2.6), and how long to wait before asking again. Pure. */

export interface Sent { id: string | null; event: string; data: string }

export class Lines {
  private rest = "";

  /** The events that are whole with this piece; comments and those without data are none. */
  push(piece: string): Sent[] {
    const blocks = (this.rest + piece).split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? "";
    return blocks.map(event).filter((one): one is Sent => one !== null);
  }
}

function event(block: string): Sent | null {
  const fields = new Map<string, string>();
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name && value !== undefined) fields.set(name, name === "data" && fields.has("data") ? `${fields.get("data")}\n${value}` : value);
  }
  const data = fields.get("data");
  return data === undefined ? null : { id: fields.get("id") ?? null, event: fields.get("event") ?? "message", data };
}

/** Milliseconds before the next try: twice as long each time, a minute at most, each page at a moment of its own. */
export function pause(failed: number, chance = Math.random()): number {
  return Math.min(60_000, 2_000 * 2 ** Math.min(failed, 10)) * (0.75 + chance / 2);
}

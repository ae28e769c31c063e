/** Claims by when it happened, as bars; a drag over them picks a stretch of days. The two dates of the filters do the same by keyboard. */
import { scaleLinear, scaleUtc } from "d3-scale";
import { s } from "../dom";
import type { TimelineItem } from "../records";
import { counted, day, days, shortDay } from "../words";

const DAY = 86_400_000;
const SIZE: Record<string, number> = { day: DAY, month: 30.4 * DAY, year: 365.25 * DAY };
export interface Stretch { since: string | null; until: string | null }

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const time = (start: string): number => Date.parse(`${`${start}-01-01`.slice(0, start.length < 10 ? (start.length === 4 ? 10 : start.length + 3) : 10)}T00:00:00Z`);

export class Timeline {
  readonly svg = s("svg", { class: "timeline", at: { role: "img" } });
  private from: number | null = null;
  private items: TimelineItem[] = [];
  private by = "day";
  private held: Stretch = { since: null, until: null };
  private readonly watcher = new ResizeObserver(() => this.draw());

  constructor(private readonly pick: (stretch: Stretch) => void) {
    this.svg.addEventListener("pointerdown", (event) => { this.from = this.at(event); this.svg.setPointerCapture(event.pointerId); });
    this.svg.addEventListener("pointermove", (event) => { if (this.from !== null) this.brush(this.from, this.at(event)); });
    this.svg.addEventListener("pointerup", (event) => this.done(event));
    this.watcher.observe(this.svg);
  }

  close(): void {
    this.watcher.disconnect();
  }

  show(items: readonly TimelineItem[], by: string, held: Stretch): void {
    Object.assign(this, { items: [...items], by, held });
    this.draw();
  }

  private get width(): number {
    return Math.max(120, this.svg.clientWidth || 300);
  }

  private x(): ReturnType<typeof scaleUtc<number, number>> {
    const size = SIZE[this.by] ?? DAY;
    const starts = this.items.map((item) => time(item.start));
    return scaleUtc().domain([Math.min(...starts), Math.max(...starts) + size]).range([4, this.width - 4]);
  }

  private at(event: PointerEvent): number {
    const size = SIZE[this.by] ?? DAY;
    const raw = Number(this.x().invert(event.clientX - this.svg.getBoundingClientRect().left));
    return this.by === "day" ? Math.floor(raw / size) * size : raw;
  }

  private brush(a: number, b: number): void {
    this.held = { since: iso(Math.min(a, b)), until: iso(Math.max(a, b)) };
    this.draw();
  }

  private done(event: PointerEvent): void {
    if (this.from === null || !this.items.length) return;
    const [a, b] = [this.from, this.at(event)];
    this.from = null;
    const again = this.held.since === iso(Math.min(a, b)) && this.held.until === iso(Math.max(a, b)) && a === b && this.svg.dataset["picked"] === this.held.since;
    if (again) { delete this.svg.dataset["picked"]; this.pick({ since: null, until: null }); return; }
    const size = this.by === "day" ? 0 : (SIZE[this.by] ?? 0) - DAY;
    const stretch = { since: iso(Math.min(a, b)), until: iso(Math.max(a, b) + (a === b ? size : 0)) };
    this.svg.dataset["picked"] = stretch.since;
    this.pick(stretch);
  }

  private draw(): void {
    const height = 92;
    this.svg.replaceChildren();
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    this.svg.setAttribute("height", String(height));
    this.svg.setAttribute("aria-label", this.words());
    if (!this.items.length) return;
    const x = this.x();
    const y = scaleLinear().domain([0, Math.max(...this.items.map((item) => item.claims))]).range([0, height - 34]);
    const base = height - 22;
    if (this.held.since || this.held.until) this.window(x, base);
    const size = SIZE[this.by] ?? DAY;
    for (const item of this.items) this.svg.append(this.bar(item, x(time(item.start)), Math.max(2, x(time(item.start) + size) - x(time(item.start)) - 1.5), { top: base - y(item.claims), base }));
    this.axis(x, base);
  }

  private bar(item: TimelineItem, left: number, width: number, reach: { top: number; base: number }): SVGElement {
    const start = item.start;
    const inside = (!this.held.since || start >= this.held.since.slice(0, start.length)) && (!this.held.until || start <= this.held.until.slice(0, start.length));
    return s("rect", { class: `bar-of-time${inside ? "" : " faint"}`, at: { x: left, y: reach.top, width: Math.min(width, 28), height: Math.max(1, reach.base - reach.top) } }, s("title", null, `${start.length === 10 ? day(start) : start}: ${counted(item.claims, "claim")}`));
  }

  private window(x: ReturnType<Timeline["x"]>, base: number): void {
    const [first, last] = x.range() as [number, number];
    const left = this.held.since ? Math.max(first, x(time(this.held.since))) : first;
    const right = this.held.until ? Math.min(last, x(time(this.held.until) + DAY)) : last;
    this.svg.append(s("rect", { class: "time-window", at: { x: left, y: 2, width: Math.max(2, right - left), height: base - 2 } }));
  }

  private axis(x: ReturnType<Timeline["x"]>, base: number): void {
    const [first, last] = x.range() as [number, number];
    this.svg.append(s("line", { class: "axis", at: { x1: first, x2: last, y1: base + 0.5, y2: base + 0.5 } }));
    const span = Number(x.domain()[1]) - Number(x.domain()[0]);
    const ticks = x.ticks(Math.max(2, Math.floor(this.width / 80))).filter((tick, at, all) => span > DAY * 2 || all.findIndex((one) => iso(Number(one)) === iso(Number(tick))) === at);
    for (const tick of ticks) {
      const words = span > 400 * DAY ? iso(Number(tick)).slice(0, 7) : shortDay(iso(Number(tick)));
      this.svg.append(s("text", { class: "axis-words", at: { x: Math.min(last - 18, Math.max(first + 18, x(tick))), y: base + 15, "text-anchor": "middle" } }, words));
    }
  }

  private words(): string {
    if (!this.items.length) return "No claim tells when it happened.";
    const most = this.items.reduce((best, item) => (item.claims > best.claims ? item : best));
    const name = (start: string): string => (start.length === 10 ? day(start) : start);
    return `Claims by when it happened, ${days(this.items[0]?.start ?? null, this.items[this.items.length - 1]?.start ?? null) ?? ""}; most on ${name(most.start)}: ${most.claims}.`;
  }
}

/** What every view is: made for a path, brought up to date when only the address' words change, closed when another comes. */
import type { Child } from "./dom";
import { h, fill } from "./dom";
import { Refusal } from "./api";
import type { Route } from "./route";

export interface View {
  title: string;
  update(route: Route): void | Promise<void>;
  close?(): void;
}

export type Opens = (main: HTMLElement, route: Route) => View;

let live: HTMLElement | null = null;

export function liveRegion(): HTMLElement {
  live = h("div", { class: "unseen", at: { role: "status", "aria-live": "polite" } });
  return live;
}

/** Tells a screen reader what came, in few words. */
export function announce(words: string): void {
  if (live) live.textContent = words;
}

/** One request at a time for one place of the page: a newer one aborts the older, a refusal is shown in its words. */
export class Turn {
  private control = new AbortController();

  async take<T>(place: Element, ask: (signal: AbortSignal) => Promise<T>, show: (answer: T) => void): Promise<void> {
    this.control.abort();
    const control = (this.control = new AbortController());
    place.setAttribute("aria-busy", "true");
    if (!place.hasChildNodes()) place.append(h("p", { class: "waiting" }, "One moment…"));
    try {
      const answer = await ask(control.signal);
      if (!control.signal.aborted) show(answer);
    } catch (error) {
      if (!control.signal.aborted) fill(place, refusal(error));
    } finally {
      if (!control.signal.aborted) place.removeAttribute("aria-busy");
    }
  }

  stop(): void {
    this.control.abort();
  }
}

export function refusal(error: unknown): Child {
  if (!(error instanceof Refusal)) console.error(error);
  const words = error instanceof Error ? error.message : String(error);
  announce(words);
  return h("p", { class: "refusal", at: { role: "alert" } }, words);
}

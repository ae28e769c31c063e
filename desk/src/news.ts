/** Listens to what is new in the ledger, and tells it in one line that moves nothing: what is read stays where it is. */
import { Refusal, stream } from "./api";
import { h } from "./dom";
import { Lines, pause, type Sent } from "./sent";
import { announce } from "./view";
import { counted } from "./words";

const NONE = [400, 401, 403, 404]; // answers that asking again does not change

export class News {
  readonly element: HTMLElement;
  private readonly words = h("span", null);
  private readonly line: HTMLElement;
  private control: AbortController | null = null;
  private last = "";
  private claims = 0;
  private failed = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `show` is what the line's button does. */
  constructor(show: () => void) {
    this.line = h(
      "p", { class: "news", at: { hidden: true } },
      h("button", { class: "link", at: { type: "button" }, on: { click: () => { this.clear(); show(); } } }, "show"),
      h("button", { class: "quiet", at: { type: "button", "aria-label": "Not now" }, on: { click: () => this.clear() } }, "×"),
    );
    this.line.prepend(this.words, " ");
    this.element = h("aside", { at: { "aria-label": "What is new" } }, this.line);
  }

  /** Follows while the page is looked at; a page that nobody sees asks for nothing, and hears what it missed when it is seen again. */
  start(): void {
    document.addEventListener("visibilitychange", () => this.turn());
    this.turn();
  }

  private turn(): void {
    clearTimeout(this.timer);
    this.control?.abort();
    this.control = null;
    if (document.hidden) return;
    this.control = new AbortController();
    void this.follow(this.control);
  }

  private async follow(control: AbortController): Promise<void> {
    try {
      const reader = (await stream("/api/changes", this.last, control.signal)).getReader();
      const [letters, lines] = [new TextDecoder(), new Lines()];
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) this.hear(lines.push(letters.decode(piece.value, { stream: true })));
    } catch (error) {
      if (error instanceof Refusal && NONE.includes(error.status)) return;
    }
    if (control.signal.aborted) return;
    this.timer = setTimeout(() => this.turn(), pause(this.failed++));
  }

  private hear(sent: readonly Sent[]): void {
    this.failed = 0;
    this.last = [...sent].reverse().find((one) => one.id)?.id ?? this.last;
    const claims = sent.filter((one) => one.event === "claim").length;
    if (claims) this.tell(this.claims + claims);
  }

  private tell(claims: number): void {
    this.claims = claims;
    this.words.textContent = `${counted(claims, "new claim")}:`;
    if (claims) announce(counted(claims, "new claim")); // in the live region: one that was hidden just now is not read out
    this.line.hidden = !claims;
  }

  private clear(): void {
    this.tell(0);
  }
}

/** The forms in which a decision is given: its reason, and for a correction what is corrected. */
import { review } from "../api";
import { h, fill, type Child } from "../dom";
import type { Claim, ReviewRequest, Stance, Verdict } from "../records";
import { refusal } from "../view";
import { MEASURES, STANCES, TYPES } from "../words";
import { reviewer } from "./who";

const TITLES: Record<Verdict, string> = { accept: "Accept", correct: "Correct", reject: "Reject", merge: "Merge events", split: "Split the event", undo: "Undo" };

/** Sends a decision; says in `note` why it can't be sent. True when it is in the ledger. */
export async function decide(request: Omit<ReviewRequest, "reviewer">, note: Element): Promise<boolean> {
  if (!reviewer()) {
    document.getElementById("reviewer")?.focus();
    fill(note, h("p", { class: "refusal", at: { role: "alert" } }, "Say first as whom you review."));
    return false;
  }
  try {
    await review({ ...request, reviewer: reviewer() });
    return true;
  } catch (error) {
    fill(note, refusal(error));
    return false;
  }
}

export interface Asked { verdict: Verdict; words: string; fields?: Child; request(reason: string): Omit<ReviewRequest, "reviewer"> | null | Promise<Omit<ReviewRequest, "reviewer"> | null>; done(): void; cancelled(): void }

/** A form for a decision that wants a reason. */
export function reasonForm(asked: Asked): HTMLFormElement {
  const note = h("div", null);
  const reason = h("textarea", { at: { rows: 2, required: true, name: "reason" } });
  const form = h(
    "form", { class: "decide", at: { "aria-label": TITLES[asked.verdict] }, on: {
      submit: (event: SubmitEvent) => { event.preventDefault(); void send(); },
      keydown: (event: KeyboardEvent) => {
        event.stopPropagation();
        if (event.key === "Escape") asked.cancelled();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      },
    } },
    h("p", { class: "decide-words" }, asked.words), asked.fields, h("label", null, "Why", reason), note,
    h("p", { class: "buttons" }, h("button", { class: "main-button", at: { type: "submit" } }, TITLES[asked.verdict]), h("button", { class: "quiet", at: { type: "button" }, on: { click: () => asked.cancelled() } }, "Cancel")),
  );
  async function send(): Promise<void> {
    const request = await Promise.resolve(asked.request(reason.value.trim())).catch((error: unknown) => { fill(note, refusal(error)); });
    if (request === undefined) return;
    if (!request) { fill(note, h("p", { class: "refusal", at: { role: "alert" } }, "Nothing is chosen or changed.")); return; }
    if (await decide(request, note)) asked.done();
  }
  return form;
}

/** The fields of a claim that a reviewer may put right, and what was changed in them. */
export function correction(claim: Claim): { fields: HTMLElement; changes(): Record<string, unknown> | null } {
  const select = (name: string, values: readonly string[], value: string, words: (one: string) => string = (one) => one): HTMLSelectElement => h("select", { at: { name } }, values.map((one) => h("option", { at: { value: one, selected: one === value } }, words(one))));
  const stance = select("stance", Object.keys(STANCES), claim.stance);
  const type = select("event_type", Object.keys(TYPES), claim.event_type, (one) => TYPES[one] ?? one);
  const speaker = h("input", { at: { name: "speaker", value: claim.speaker?.name ?? "" } });
  const tolls = (["killed", "wounded"] as const).map((measure) => {
    const bound = (end: "low" | "high"): HTMLInputElement => h("input", { at: { type: "number", min: 0, name: `${measure}_${end}`, value: claim[measure]?.[end] } });
    return { measure, low: bound("low"), high: bound("high") };
  });
  const fields = h(
    "div", { class: "correction" }, h("label", null, "Stance", stance), h("label", null, "Type", type), h("label", null, "Speaker", speaker),
    tolls.map(({ measure, low, high }) => h("fieldset", null, h("legend", null, MEASURES[measure]), h("label", null, "from", low), h("label", null, "to", high))),
  );
  return { fields, changes: () => changesOf(claim, { stance: stance.value as Stance, event_type: type.value, speaker: speaker.value.trim() }, tolls) };
}

type Bounds = { measure: "killed" | "wounded"; low: HTMLInputElement; high: HTMLInputElement };

/** A JSON merge patch with what differs; null when nothing does. */
function changesOf(claim: Claim, said: { stance: Stance; event_type: string; speaker: string }, tolls: readonly Bounds[]): Record<string, unknown> | null {
  const changes: Record<string, unknown> = {};
  if (said.stance !== claim.stance) changes["stance"] = said.stance;
  if (said.event_type !== claim.event_type) changes["event_type"] = said.event_type;
  if (said.speaker !== (claim.speaker?.name ?? "")) changes["speaker"] = said.speaker ? { ...(claim.speaker ? {} : { id: null, kind: null, resolved: true }), name: said.speaker } : null;
  for (const { measure, low, high } of tolls) {
    const held = claim[measure];
    const [from, to] = [low, high].map((field) => (field.value === "" ? null : Number(field.value))) as [number | null, number | null];
    if (from === (held?.low ?? null) && to === (held?.high ?? null)) continue;
    changes[measure] = from === null && to === null ? null : { low: from, high: to, best: from === to ? from : null };
  }
  return Object.keys(changes).length ? changes : null;
}

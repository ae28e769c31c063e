/** Events as a list: the sentence, how it stands, the toll by lineage's reach, what is disputed. */
import { h, joined, type Child } from "../dom";
import { status } from "../marks";
import type { EventSummary } from "../records";
import { link } from "../route";
import { bounds, counted, days, number, typeName } from "../words";

export function eventItem(event: EventSummary, asOf: string | null): HTMLElement {
  return h(
    "li", { class: `event-item edge-${event.status}` },
    h("div", { class: "event-meta" }, status(event.status), h("span", null, joined([typeName(event.event_type) + (event.aggregate ? ", a total of several" : ""), event.place, days(event.start, event.end)], " · "))),
    h("h3", null, h("a", { at: { href: link(["events", event.id], { as_of: asOf }) } }, event.sentence)),
    h("div", { class: "event-foot" }, deaths(event), h("span", null, `${counted(event.outlets, "outlet")}, ${origins(event)}`), disputed(event)),
  );
}

/** "2 independent origins", or "1–3" where it depends on what is taken for one voice. */
export function origins(event: Pick<EventSummary, "origins" | "origins_low" | "origins_high">): string {
  const { origins: best, origins_low: low, origins_high: high } = event;
  return low === high ? counted(best, "independent origin") : `${number(low)}–${number(high)} independent origins`;
}

function deaths(event: EventSummary): Child {
  const reach = bounds(event.deaths_low, event.deaths_high);
  return reach && reach !== "0" ? h("span", { class: "deaths" }, h("b", null, reach), " killed") : null;
}

function disputed(event: EventSummary): Child {
  return event.disputed.length ? h("span", { class: "disputed" }, "disputed: ", event.disputed.join("; ")) : null;
}

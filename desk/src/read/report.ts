/** A report that the ledger keeps: its words and claims, and what reviewers made of them. */
import { get } from "../api";
import { fill, h } from "../dom";
import type { ReportAnswer } from "../records";
import { changed, go, link, parse, type Route } from "../route";
import { announce, Turn, type View } from "../view";
import { counted } from "../words";
import { ReadingPane } from "./reading";
import { exportReading } from "./save";

export function reportView(main: HTMLElement, route: Route): View {
  const turn = new Turn();
  const id = route.path[1] ?? "";
  const shown = h("div", { class: "read-shown" });
  const heading = h("h1", { at: { tabindex: -1 } }, "A report");
  let pane: ReadingPane | null = null;
  let asked: string | null = null;
  fill(main, heading, shown);

  function show(answer: ReportAnswer, chosen: string | null): void {
    const { reading } = answer;
    fill(heading, answer.report.title ?? reading?.report.title ?? `Report ${id}`);
    if (!reading) {
      fill(shown, h("p", { class: "lead" }, answer.report.redacted ? "Its words were taken out of this ledger." : "It could not be read."), h("p", { class: "report-text" }, answer.text));
      return;
    }
    pane?.close();
    pane = new ReadingPane({ ...reading, report: { ...reading.report, title: null } }, { chosen, choose: (claim) => go(changed(parse(location.hash), { claim }), true), tools: (claim) => h("p", { class: "tools" }, h("a", { at: { href: link(["review"], { claim: claim.id }) } }, "Review this claim")) });
    fill(shown, pane.element, exportReading([reading]));
    announce(counted(reading.claims.length, "claim"));
    if (chosen) pane.select(chosen);
  }

  return {
    title: "Report",
    update(now) {
      const chosen = now.query.get("claim");
      const asOf = now.query.get("as_of") ?? "";
      if (pane && asked === asOf) { pane.select(chosen); return; }
      asked = asOf;
      return turn.take(shown, (signal) => get<ReportAnswer>(`/api/reports/${encodeURIComponent(id)}`, { as_of: asOf }, signal), (answer) => show(answer, chosen));
    },
    close: () => { turn.stop(); pane?.close(); },
  };
}

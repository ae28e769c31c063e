/** The scale of a toll bar, and where its figures stand on it. Pure. */
import { scaleLinear, scaleSqrt, type ScaleContinuousNumeric } from "d3-scale";
import type { EventToll, Version } from "../records";

/** Figures further apart than this are drawn on a square-root scale, or the small ones would be one blot. */
const APART = 12;

export interface TollScale { at(value: number): number; ticks: number[]; squeezed: boolean; end: number }

/** Positions in percent of the bar's width; every bar begins at nought, so that lengths compare. */
export function tollScale(toll: EventToll): TollScale | null {
  const values = [toll.low, toll.best, toll.high, ...toll.lines.flatMap((line) => line.versions.flatMap((version) => [version.low, version.high, version.best]))].filter((value): value is number => value !== null);
  const most = Math.max(0, ...values);
  if (!most) return null;
  const least = Math.min(...values.filter((value) => value > 0));
  const squeezed = most / least > APART;
  const scale: ScaleContinuousNumeric<number, number> = (squeezed ? scaleSqrt() : scaleLinear()).domain([0, most * 1.02]).range([0, 92]); // the rest is room for open ends
  const ticks = (squeezed ? rounded(most) : scale.ticks(5).filter((tick) => Number.isInteger(tick))).filter((tick, index, all) => index === 0 || scale(tick) - scale(all[index - 1] ?? 0) > 7);
  return { at: scale, ticks, squeezed, end: 92 };
}

/** 0, 10, 50, 100…: round numbers that a square-root scale spreads. */
function rounded(most: number): number[] {
  const steps = [0];
  for (let base = 1; base <= most; base *= 10) for (const step of [base, base * 2, base * 5]) if (step >= most / 60 && step <= most) steps.push(step);
  return steps;
}

export interface Tick { left: number; right: number; open: boolean; version: Version; place: "over" | "under"; of: string | null }

/** A tick for each version with a number; figures in force are labelled over the line, others under it, so that both can be read. */
export function ticks(versions: readonly Version[], scale: TollScale): Tick[] {
  return versions.flatMap((version) => {
    const low = version.low ?? (version.high === null ? null : 0);
    if (low === null) return [];
    return [{ left: scale.at(low), right: scale.at(version.high ?? low), open: version.high === null, version, place: version.status === "current" ? "over" : "under", of: null } satisfies Tick];
  });
}

/** Half ticks inside the whole's bar, for what its lineage says of a part; only the figures that still stand. */
export const partTicks = (of: string, versions: readonly Version[], scale: TollScale): Tick[] =>
  ticks(versions.filter((version) => version.status === "current" || version.status === "subset").map((version) => ({ ...version, status: "subset" as const })), scale).map((tick) => ({ ...tick, of, place: "under" as const }));

/** How each place may be drawn: an area, a circle that says how sure it is, or a pin where the place is exact. Pure. */
import type { MapItem, Precision } from "../records";

export interface Drawn { form: "country" | "area" | "circle" | "pin"; key: string; name: string; country: string | null; latitude: number; longitude: number; km: number; claims: number; places: string[]; about: string }

/** A radius (km) for a place whose own size is not told: what is usual for places told that precisely. */
const USUAL: Record<Precision, number> = { exact: 1, near: 10, admin2: 20, admin1: 60, country: 300, region: 120 };

export function drawn(items: readonly MapItem[]): Drawn[] {
  const all = new Map<string, Drawn>();
  for (const item of items) {
    const one = single(item);
    const held = all.get(one.key);
    if (held) {
      held.claims += one.claims;
      if (!held.places.includes(item.place)) held.places.push(item.place);
    } else all.set(one.key, one);
  }
  return [...all.values()].sort((a, b) => b.km - a.km);
}

function single(item: MapItem): Drawn {
  const { precision, country, admin1 } = item;
  const base = { country, latitude: item.latitude, longitude: item.longitude, claims: item.claims, places: [item.place], km: item.extent_km ?? USUAL[precision ?? "near"] };
  if (precision === "exact") return { ...base, form: "pin", key: `pin ${item.place} ${item.latitude} ${item.longitude}`, name: item.place, about: "exact" };
  if (precision === "country" && country) return { ...base, form: "country", key: `country ${country}`, name: item.place, about: "somewhere in the country" };
  if (precision === "admin1" && country && admin1) return { ...base, form: "area", key: `area ${country} ${admin1}`, name: admin1, about: "somewhere in the province" };
  return { ...base, form: "circle", key: `circle ${country} ${item.place}`, name: item.place, about: `approximate, within about ${base.km} km` };
}

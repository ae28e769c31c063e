/** The map: shapes of countries and provinces without tiles or network. It only ever draws a pin where the place is exact. */
import * as L from "leaflet";
import { h } from "../dom";
import type { MapItem } from "../records";
import { counted } from "../words";
import { drawn, type Drawn } from "./drawn";
import { countries, divisions, named, type Shape } from "./shapes";

/** Places that Tab stops at, those with the most claims: more would be a wall before the rest of the page. */
const REACHED = 40;

const first = (place: Drawn): string => place.places[0] ?? place.name;

/** The SVG paths that a layer is drawn with. */
function paths(layer: L.Layer): SVGElement[] {
  if (layer instanceof L.LayerGroup) return layer.getLayers().flatMap(paths);
  const path = layer instanceof L.Path ? layer.getElement() : null;
  return path instanceof SVGElement ? [path] : [];
}

type Pick = (place: string | null) => void;

export class PlaceMap {
  private readonly map: L.Map;
  private readonly ground = L.layerGroup();
  private readonly provinces = L.layerGroup();
  private readonly over = L.layerGroup();
  private round = 0;
  private readonly watcher: ResizeObserver;

  constructor(place: HTMLElement, private readonly pick: Pick | null, label: string) {
    this.map = L.map(place, { attributionControl: false, zoomSnap: 0.25, minZoom: 1, maxZoom: 9, worldCopyJump: false, scrollWheelZoom: false, maxBounds: [[-75, -220], [85, 220]], fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false });
    this.map.setView([25, 40], 2);
    for (const layer of [this.ground, this.provinces, this.over]) layer.addTo(this.map);
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", label);
    this.watcher = new ResizeObserver(() => this.map.invalidateSize());
    this.watcher.observe(place);
  }

  close(): void {
    this.round += 1;
    this.watcher.disconnect();
    this.map.remove();
  }

  /** Draws the places; `selected` is the one that filters now. `fit` moves the map to show them all. */
  async show(items: readonly MapItem[], selected: string | null, fit: boolean): Promise<void> {
    const round = ++this.round;
    const places = drawn(items);
    const wanted = [...new Set(places.flatMap((place) => (place.form === "area" && place.country ? [place.country] : [])))];
    const [world, ...ofCountries] = await Promise.all([countries(), ...wanted.map(divisions)]);
    if (round !== this.round) return;
    if (!this.ground.getLayers().length) this.paint(this.ground, world, "ground");
    const held = document.activeElement?.getAttribute("data-place");
    this.over.clearLayers();
    this.provinces.clearLayers();
    const shapes = new Map(wanted.map((country, at) => [country, ofCountries[at] ?? []]));
    for (const all of shapes.values()) this.paint(this.provinces, all, "province");
    const most = Math.max(1, ...places.map((place) => place.claims));
    const layers = places.map((place) => this.draw(place, world, shapes.get(place.country ?? "") ?? [], { most, chosen: selected !== null && place.places.includes(selected) }));
    const reached = [...places].sort((a, b) => b.claims - a.claims).slice(0, REACHED);
    if (this.pick) places.forEach((place, at) => { if (reached.includes(place)) this.reach(layers[at]!, place, selected); });
    if (held) this.over.eachLayer((layer) => paths(layer).find((path) => path.getAttribute("data-place") === held)?.focus());
    if (fit && layers.length) this.fit(layers, places);
  }

  private paint(group: L.LayerGroup, shapes: readonly Shape[], kind: string): void {
    L.geoJSON({ type: "FeatureCollection", features: [...shapes] } as GeoJSON.FeatureCollection, { interactive: false, style: { className: `map-${kind}`, weight: 1 } }).addTo(group);
  }

  private draw(place: Drawn, world: readonly Shape[], provinces: readonly Shape[], how: { most: number; chosen: boolean }): L.Layer {
    const layer = this.shape(place, world, provinces, how);
    const strength = 0.25 + 0.5 * Math.sqrt(place.claims / how.most);
    if (layer instanceof L.Path) layer.setStyle({ fillOpacity: place.form === "country" ? strength / 4 : strength });
    const words = h("span", null, h("b", null, place.name), ` ${place.form === "circle" ? "(approximate) " : ""}${counted(place.claims, "claim")}`);
    layer.bindTooltip(() => words, { permanent: place.form !== "country" && place.claims >= how.most * 0.34, direction: "top", className: "map-label", opacity: 1 });
    if (this.pick) layer.on("click", () => this.pick?.(how.chosen ? null : first(place)));
    return layer.addTo(this.over);
  }

  /** What the mouse can do, the keys can: Tab goes from place to place, Enter filters by one. */
  private reach(layer: L.Layer, place: Drawn, selected: string | null): void {
    const chosen = selected !== null && place.places.includes(selected);
    const words = `${place.name}${place.form === "circle" ? ", approximate" : ""}, ${counted(place.claims, "claim")}`;
    const path = paths(layer)[0];
    if (!path) return;
    for (const [name, value] of Object.entries({ tabindex: "0", role: "button", "aria-label": words, "aria-pressed": String(chosen), "data-place": place.key })) path.setAttribute(name, value);
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.pick?.(chosen ? null : first(place));
    });
  }

  private shape(place: Drawn, world: readonly Shape[], provinces: readonly Shape[], how: { chosen: boolean }): L.Layer {
    const className = `map-${place.form}${how.chosen ? " map-chosen" : ""}`;
    const shape = place.form === "area" ? named(provinces, place.name) : place.form === "country" ? world.find((one) => one.properties.c === place.country) : null;
    if (shape) return L.geoJSON(shape, { style: { className, weight: 1.5 } });
    const at: L.LatLngTuple = [place.latitude, place.longitude];
    if (place.form === "pin") return L.circleMarker(at, { className, radius: 6, weight: 2 });
    return L.circle(at, { className: className.replace("map-area", "map-circle"), radius: place.km * 1000, weight: 1.5, dashArray: "4 4" });
  }

  private fit(layers: readonly L.Layer[], places: readonly Drawn[]): void {
    const closer = layers.filter((_, at) => places[at]?.form !== "country");
    const bounds = L.latLngBounds([]);
    for (const layer of closer.length ? closer : layers) if (layer instanceof L.Circle || layer instanceof L.GeoJSON) bounds.extend(layer.getBounds()); else if (layer instanceof L.CircleMarker) bounds.extend(layer.getLatLng());
    if (bounds.isValid()) this.map.fitBounds(bounds.pad(0.35), { maxZoom: 7.5, animate: false });
  }
}

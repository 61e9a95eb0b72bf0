// Numbers, sizes and times of an upload in the words of the page's language.

const UNITS = ["B", "kB", "MB", "GB", "TB"];
const NO_BREAK = "\u00a0";
const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);

export function count(forms, number) {
  return forms[plurals.select(number)].replace("{n}", decimal(number, 0));
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

export function size(bytes) {
  const power = powerOf(bytes);
  return `${amount(bytes, power)}${NO_BREAK}${UNITS[power]}`;
}

// "3,1 of 5,0 GB": both in the unit of the whole.
export function sizes(part, whole, sentence) {
  const power = powerOf(whole);
  const values = { done: amount(part, power), total: amount(whole, power) };
  return `${fill(sentence, values)}${NO_BREAK}${UNITS[power]}`;
}

export function duration(seconds, texts) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return fill(texts.seconds, { n: s });
  if (s < 3600) return fill(texts.minutes, { n: Math.floor(s / 60), s: s % 60 });
  return fill(texts.hours, { n: Math.floor(s / 3600), m: Math.floor((s % 3600) / 60) });
}

function powerOf(bytes) {
  return Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
}

function amount(bytes, power) {
  return decimal(bytes / 1000 ** power, power > 1 ? 1 : 0);
}

function decimal(number, digits) {
  const rules = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(language, rules).format(number);
}

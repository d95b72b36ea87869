// The texts of the page's language, as the server put them into it.

const entries = (id) => [...(document.getElementById(id)?.content.querySelectorAll("data") ?? [])];

const texts = new Map(entries("texts").map((entry) => [entry.value, entry.textContent]));
const problems = new Map(
  entries("problems").map((entry) => [entry.value, { title: entry.title, remedy: entry.textContent }]),
);
const reasons = new Map(entries("reasons").map((entry) => [entry.value, entry.textContent]));

export const language = document.documentElement.lang;

/** The text of that key, with %1, %2 … replaced. */
export function text(key, ...values) {
  return values.reduce(
    (words, value, index) => words.replace(`%${index + 1}`, () => String(value)),
    texts.get(key) ?? key,
  );
}

/** The problem of that code in the page's language, or null. */
export const problem = (code) => problems.get(code) ?? null;

/** Why a delivery stands where it stands, in the page's language, or null for a word that is not known. */
export const reason = (word) => reasons.get(word) ?? problems.get(word)?.title ?? null;

const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const exact = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

export const time = (instant) => times.format(new Date(instant));

/** A time to the second, for what happens in quick succession. */
export const second = (instant) => exact.format(new Date(instant));

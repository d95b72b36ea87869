// The texts of the page's language, as the server put them into it.

const entries = (id) => [...document.getElementById(id).content.querySelectorAll("data")];

const texts = new Map(entries("texts").map((entry) => [entry.value, entry.textContent]));
const problems = new Map(
  entries("problems").map((entry) => [entry.value, { title: entry.title, remedy: entry.textContent }]),
);

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

const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

export const time = (instant) => times.format(new Date(instant));

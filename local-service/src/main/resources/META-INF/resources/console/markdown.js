// Shows DingTalk's Markdown: headings, quotes, lists, bold, italic, links and pictures; all else is text, as there.

import { el } from "./dom.js";

const INLINE = /!\[([^\]]*)\]\(([^)\s]+)\)|\[([^\]]+)\]\(([^)\s]+)\)|\*\*([^*]+)\*\*|\*([^*]+)\*/;
const LINE = [
  [/^(#{1,6})\s+(.*)$/, ([, marks, rest]) => ({ name: "p", look: `heading h${marks.length}`, rest })],
  [/^>\s?(.*)$/, ([, rest]) => ({ name: "blockquote", rest })],
  [/^\s*[-*+]\s+(.*)$/, ([, rest]) => ({ list: "ul", name: "li", rest })],
  [/^\s*\d+\.\s+(.*)$/, ([, rest]) => ({ list: "ol", name: "li", rest })],
];

/** The text as elements. */
export function markdown(source) {
  const shown = el("div", { class: "markdown" });
  for (const line of source.split("\n")) {
    if (!line.trim()) {
      continue;
    }
    const { list, name, look, rest } = block(line);
    let place = shown;
    if (list) {
      place = shown.lastElementChild?.localName === list ? shown.lastElementChild : shown.appendChild(el(list));
    }
    place.append(el(name, look ? { class: look } : {}, ...inline(rest)));
  }
  return shown;
}

function block(line) {
  for (const [form, made] of LINE) {
    const found = form.exec(line);
    if (found) {
      return made(found);
    }
  }
  return { name: "p", rest: line };
}

function inline(source) {
  const found = INLINE.exec(source);
  if (!found) {
    return source ? [source] : [];
  }
  const before = source.slice(0, found.index);
  const after = inline(source.slice(found.index + found[0].length));
  const [, alt, picture, label, , bold, italic] = found;
  const made = picture ? image(picture, alt)
    : label ? el("span", { class: "link" }, label)
    : bold ? el("strong", {}, ...inline(bold))
    : el("em", {}, ...inline(italic));
  return [...(before ? [before] : []), made, ...after];
}

/** A picture, where the browser may load it, or a place for it. */
export function image(address, words, known = null) {
  const place = () => el("span", { class: "no-picture" }, words || address);
  const source = known ?? (/^https:\/\//i.test(address) ? address : null);
  if (!source) {
    return place();
  }
  const shown = el("img", { src: source, alt: words ?? "", loading: "lazy", referrerPolicy: "no-referrer" });
  shown.addEventListener("error", () => shown.replaceWith(place()));
  return shown;
}

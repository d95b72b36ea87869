// Messages at the API, and how they read in short.

import { call } from "./api.js";
import { el } from "./dom.js";
import { look } from "./notices.js";
import { reason, text } from "./texts.js";

const MESSAGES = "/api/v1/messages";

/** The address of a message's part; `caller` names whose it is, null for one's own. */
export function address(id, caller, part = "", query = {}) {
  const all = String(new URLSearchParams(Object.entries({ ...query, caller }).filter(([, value]) => value)));
  return `${MESSAGES}/${encodeURIComponent(id)}${part}${all && `?${all}`}`;
}

/** A part of the messages that the filters let through. */
export const list = (filters) => call("GET", `${MESSAGES}?${new URLSearchParams(filters)}`);

export const put = (id, body) => call("PUT", address(id), body);

export const preview = (body) => call("POST", `${MESSAGES}/preview`, body);

export const read = (id, caller) => call("GET", address(id, caller));

export const recipients = (id, caller, query) => call("GET", address(id, caller, "/recipients", query));

/** Cancels, recalls or requeues; what the message is then. */
export const act = (id, caller, what) => call("POST", address(id, caller, `/${what}`), {});

/** Where its page is. */
export const page = (id, caller) =>
  `/console/messages/${encodeURIComponent(id)}${caller ? `?${new URLSearchParams({ caller })}` : ""}`;

const TYPES = {
  text: "typeText",
  markdown: "typeMarkdown",
  link: "typeLink",
  actionCard: "typeActionCard",
  buttonsCard: "typeButtonsCard",
  oa: "typeOa",
  image: "typeImage",
  voice: "typeVoice",
  file: "typeFile",
  template: "typeTemplate",
};

/** The type of content in words; one from a newer version by its own name. */
export const typeOf = (content) => (TYPES[content.type] ? text(TYPES[content.type]) : content.type);

/** What a content is called in one line. */
export function titleOf(content) {
  const [first] = summary(content).split("\n");
  return (content.type === "oa" ? content.body?.title ?? content.headText : first) || typeOf(content);
}

/** The first words of a content. */
export function summary(content) {
  switch (content.type) {
    case "text":
      return content.content;
    case "template":
      return [text("template", content.templateId), ...Object.values(content.variables ?? {})].join(" · ");
    case "oa":
      return [content.body?.title ?? content.headText, ...(content.body?.form ?? []).map((line) => `${line.name} ${line.value}`)]
        .join(" · ");
    case "voice":
      return text("voiceSeconds", content.seconds);
    case "image":
    case "file":
      return content.mediaId;
    case "link":
      return [content.title, content.text].join("\n");
    default:
      return content.title ?? (content.text ?? content.markdown ?? "").replace(/^[#>\s]+|\*\*/g, "");
  }
}

/** The explanation of a reason: the service's own in the page's language, or what this page knows of the word. */
export function why({ reason: word, explanation }) {
  if (!word) {
    return null;
  }
  return explanation?.[document.documentElement.lang] ?? reason(word) ?? text("reasonOther", word);
}

/** From what went well to what did not; a state from a newer version comes last. */
const ORDER = ["read", "delivered", "accepted", "sent", "queued", "unknown", "recalled", "dropped", "failed"];

/** States and how many recipients stand in each, in the order in which they are shown. */
export function standing(counts) {
  const place = ([state]) => (ORDER.indexOf(state) + ORDER.length + 1) % (ORDER.length + 1);
  return Object.entries(counts ?? {}).filter(([, count]) => count > 0).sort((a, b) => place(a) - place(b));
}

/** The same in words. */
export const standingWords = (counts) =>
  standing(counts).map(([state, count]) => text("countOf", text(look(state).label), count)).join(" · ");

/** How far a message is, as a bar; in words for those who do not see it. */
export function bar(counts) {
  const shown = el("div", { class: "bar-of-states", role: "img", "aria-label": standingWords(counts) });
  for (const [state, count] of standing(counts)) {
    const part = el("span", { class: look(state).class, "data-state": state });
    part.style.flexGrow = count;
    shown.append(part);
  }
  return shown;
}

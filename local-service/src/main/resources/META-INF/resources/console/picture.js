// What a message looks like on DingTalk, roughly; nothing in it leads anywhere.

import { el } from "./dom.js";
import { image, markdown } from "./markdown.js";
import { text } from "./texts.js";

const FORM_LINES = 6;
const nothing = new Map();

/** The picture of a content; `uploads` says what is known of uploads by their ids: name and a small picture. */
export const picture = (content, uploads = nothing) =>
  el("div", { class: `bubble of-${content.type}` }, ...parts(content, uploads));

function parts(content, uploads) {
  switch (content.type) {
    case "text":
      return [el("p", { class: "plain-text" }, content.content ?? "")];
    case "markdown":
      return [markdown(content.text ?? "")];
    case "link":
      return [el("strong", {}, content.title ?? ""), el("div", { class: "side" },
        el("p", { class: "hint lines" }, content.text ?? ""), media(content.picUrl, uploads))];
    case "actionCard":
      return [titled(content), markdown(content.markdown ?? ""),
        buttons("vertical", [{ title: content.singleTitle }])];
    case "buttonsCard":
      return [titled(content), markdown(content.markdown ?? ""), buttons(content.orientation, content.buttons ?? [])];
    case "oa":
      return oa(content, uploads);
    case "image":
      return [media(content.mediaId, uploads)];
    case "voice":
      return [el("p", { class: "voice" }, el("span", { "aria-hidden": "true" }, "▶ "), text("voiceSeconds", content.seconds ?? "?"))];
    case "file":
      return [el("p", { class: "file" }, el("span", { "aria-hidden": "true" }, "📄 "), uploads.get(content.mediaId)?.name ?? content.mediaId ?? "")];
    case "template":
      return [el("strong", {}, text("template", content.templateId ?? "")),
        el("dl", { class: "form-lines" }, ...pairs(Object.entries(content.variables ?? {}))),
        el("p", { class: "hint" }, text("templateShown"))];
    default:
      return [el("p", {}, content.type)];
  }
}

/** The title is what the list of conversations shows; the card itself begins with its text. */
const titled = ({ title }) => (title ? el("p", { class: "hint" }, title) : null);

const buttons = (orientation, all) => el("div", { class: `card-buttons ${orientation ?? "vertical"}` },
  ...all.filter(({ title }) => title).map(({ title }) => el("span", {}, title)));

function media(id, uploads) {
  if (!id) {
    return el("span", { class: "no-picture" }, text("pictureOf"));
  }
  const known = uploads.get(id);
  return image(id, known?.name ?? (id.startsWith("@") ? text("pictureOf") : ""), known?.picture);
}

function oa({ headText, headColor, status, body = {} }, uploads) {
  const head = el("div", { class: "oa-head" }, headText ?? "");
  tint(head, headColor);
  const word = status?.text ? el("span", { class: "oa-status" }, status.text) : null;
  if (word) {
    tint(word, status.color);
  }
  const foot = [body.fileCount ? text("attachments", body.fileCount) : null, body.author].filter(Boolean);
  return [head, el("div", { class: "oa-body" },
    body.title || word ? el("div", { class: "oa-title" }, el("strong", {}, body.title ?? ""), word) : null,
    body.form?.length ? el("dl", { class: "form-lines" }, ...pairs(body.form.slice(0, FORM_LINES).map((line) => [line.name, line.value]))) : null,
    body.amount ? el("p", { class: "amount" }, body.amount, body.unit ? el("small", {}, ` ${body.unit}`) : null) : null,
    body.text ? el("p", { class: "lines" }, body.text) : null,
    body.mediaId ? media(body.mediaId, uploads) : null,
    foot.length ? el("p", { class: "hint" }, foot.join(" · ")) : null)];
}

const pairs = (entries) => entries.flatMap(([name, value]) => [el("dt", {}, name ?? ""), el("dd", {}, value ?? "")]);

/** Sets a background of alpha, red, green and blue, and letters that can be read on it. */
function tint(element, argb) {
  const found = /^[0-9a-f]{2}([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(argb ?? "");
  if (found) {
    const [red, green, blue] = found.slice(1).map((part) => parseInt(part, 16));
    element.style.backgroundColor = `rgb(${red} ${green} ${blue})`;
    element.style.color = red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? "#171a20" : "#ffffff";
  }
}

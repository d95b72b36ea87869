// My messages: newest first, older ones on demand, kept fresh while something is open.

import { call } from "./api.js";
import { busy, byId, el } from "./dom.js";
import { badge, button, failureNotice, look } from "./notices.js";
import { askAgain, reasonLines } from "./messages.js";
import { text, time } from "./texts.js";

const PART = 10;
const MOST = 100;
const SOON = 5_000;
const LATER = 30_000;

export class History {
  #items = [];
  #next = null;
  #timer = null;

  connect() {
    byId("refresh").addEventListener("click", (event) => busy(event.currentTarget, () => this.refresh()));
    byId("older").addEventListener("click", (event) => busy(event.currentTarget, () => this.#older()));
    document.addEventListener("visibilitychange", () => document.hidden || this.refresh());
    return this.refresh();
  }

  /** Reads again what is shown. */
  async refresh() {
    const limit = Math.min(MOST, Math.max(PART, this.#items.length));
    await this.#load(`limit=${limit}`, () => []);
  }

  #older() {
    const seen = this.#items;
    return this.#load(`limit=${PART}&cursor=${encodeURIComponent(this.#next)}`, () => seen);
  }

  async #load(query, before) {
    clearTimeout(this.#timer);
    try {
      const page = await call("GET", `/api/v1/messages?${query}`);
      this.#items = [...before(), ...page.items];
      this.#next = page.next ?? null;
      byId("messages-notice").replaceChildren();
      this.#show();
      this.#later();
    } catch (failure) {
      byId("messages-notice").replaceChildren(failureNotice(failure, () => this.refresh()));
    }
  }

  #later() {
    const open = this.#items.some((item) => item.state === "unknown" || item.state === "queued");
    this.#timer = setTimeout(() => document.hidden || this.refresh(), open ? SOON : LATER);
  }

  #show() {
    const focused = document.activeElement?.closest?.("#messages li")?.dataset.id;
    byId("messages").replaceChildren(...this.#items.map((item) => this.#row(item)));
    byId("no-messages").hidden = this.#items.length > 0;
    byId("older").hidden = !this.#next || this.#items.length >= MOST;
    if (focused) {
      byId("messages").querySelector(`[data-id="${CSS.escape(focused)}"] button`)?.focus();
    }
  }

  #row(item) {
    const row = el("li", { "data-id": item.id, "data-state": item.state },
      el("span", { class: "preview" }, preview(item.content)),
      el("span", {}, badge(item.state)),
      el("span", { class: "hint" }, el("time", { dateTime: item.acceptedAt }, time(item.acceptedAt)), counts(item)));
    const more = el("div", { class: "more" });
    const [why] = reasonLines(item.reason, null).filter(Boolean);
    if (why && item.state !== "sent") {
      more.append(el("p", { class: "hint" }, why));
    }
    if (item.state === "unknown") {
      more.append(button(text("askAgain"), (event) => busy(event.currentTarget, () => this.#again(item, more))));
    }
    if (more.childElementCount > 0) {
      row.append(more);
    }
    return row;
  }

  async #again(item, place) {
    try {
      await askAgain(item.id);
      await this.refresh();
    } catch (failure) {
      place.replaceChildren(failureNotice(failure, () => this.#again(item, place)));
    }
  }
}

function preview(content) {
  if (content.type === "template") {
    return [text("template", content.templateId), ...Object.values(content.variables ?? {})].join("\n");
  }
  return content.content ?? [content.title, content.text ?? content.markdown].filter(Boolean).join("\n");
}

function counts(item) {
  const entries = Object.entries(item.recipients);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  if (total < 2) {
    return "";
  }
  const each = entries.map(([state, count]) => text("countOf", text(look(state).label), count)).join(" · ");
  return ` · ${text("counts", total, each)}`;
}

// My messages: newest first, older ones a part at a time, each with its recipients on demand. Read again by itself only
// while something recent is unsettled, less and less often.

import { call } from "./api.js";
import { busy, byId, el } from "./dom.js";
import { badge, button, failureNotice, look } from "./notices.js";
import { askAgain, read, reasonLines, recipientList } from "./messages.js";
import { text, time } from "./texts.js";

const PART = 10;
const SOON = 3_000;
const LATE = 60_000;
const RECENT = 15 * 60_000;
const UNSETTLED = new Set(["unknown", "queued"]);

export class History {
  #items = [];
  #next = null;
  #timer = null;
  #pause = SOON;
  #opened = new Map();
  #names;

  /** `names` says who a recipient is, by "corp/userId". */
  constructor(names) {
    this.#names = names;
  }

  connect() {
    byId("refresh").addEventListener("click", (event) => busy(event.currentTarget, () => this.refresh()));
    byId("older").addEventListener("click", (event) => busy(event.currentTarget, () => this.#older()));
    document.addEventListener("visibilitychange", () => document.hidden || this.refresh());
    return this.refresh();
  }

  /** Reads the newest again because somebody acted: what follows may change soon. */
  refresh() {
    this.#pause = SOON;
    return this.#readNewest();
  }

  /** What is not settled is read one by one before, because only that asks the cloud. */
  async #readNewest() {
    clearTimeout(this.#timer);
    await Promise.all(this.#unsettled().map((item) => read(item.id).catch(() => null)));
    return this.#load(`limit=${PART}`, (page) => this.#renew(page));
  }

  #unsettled() {
    const since = Date.now() - RECENT;
    return this.#items.filter((item) => UNSETTLED.has(item.state) && Date.parse(item.acceptedAt) > since);
  }

  #older() {
    return this.#load(`limit=${PART}&cursor=${encodeURIComponent(this.#next)}`, (page) => {
      this.#items.push(...page.items);
      this.#next = page.next ?? null;
    });
  }

  /** Puts the newest before what is shown; starts over when more came in between than a part holds. */
  #renew(page) {
    const newest = new Set(page.items.map((item) => item.id));
    const rest = this.#items.filter((item) => !newest.has(item.id));
    if (rest.length === this.#items.length || rest.length === 0) {
      this.#items = page.items;
      this.#next = page.next ?? null;
    } else {
      this.#items = [...page.items, ...rest];
    }
  }

  async #load(query, take) {
    clearTimeout(this.#timer);
    try {
      take(await call("GET", `/api/v1/messages?${query}`));
      byId("messages-notice").replaceChildren();
      this.#show();
    } catch (failure) {
      byId("messages-notice").replaceChildren(failureNotice(failure, () => this.refresh()));
    } finally {
      this.#later();
    }
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#unsettled().length > 0) {
      this.#timer = setTimeout(() => document.hidden || this.#readNewest(), this.#pause);
      this.#pause = Math.min(LATE, this.#pause * 1.6);
    }
  }

  #show() {
    const focused = document.activeElement?.closest?.("#messages li[data-id]")?.dataset.id;
    const action = document.activeElement?.dataset?.action;
    byId("messages").replaceChildren(...this.#items.map((item) => this.#row(item)));
    byId("no-messages").hidden = this.#items.length > 0;
    byId("older").hidden = !this.#next;
    if (focused && action) {
      byId("messages").querySelector(`[data-id="${CSS.escape(focused)}"] [data-action="${action}"]`)?.focus();
    }
  }

  #row(item) {
    const row = el("li", { "data-id": item.id, "data-state": item.state },
      el("span", { class: "preview" }, preview(item.content)),
      el("span", {}, badge(item.state)),
      el("span", { class: "hint" }, el("time", { dateTime: item.acceptedAt }, time(item.acceptedAt)), counts(item)));
    const more = el("div", { class: "more" });
    const [why] = reasonLines(item.reason);
    if (why && item.state !== "sent") {
      more.append(el("p", { class: "hint" }, why));
    }
    more.append(...this.#recipients(item));
    if (item.state === "unknown") {
      more.append(action("ask", text("askAgain"), (event) => busy(event.currentTarget, () => this.#again(item))));
    }
    row.append(more);
    return row;
  }

  /** The button that opens the recipients, and they once it has. */
  #recipients(item) {
    const opened = this.#opened.get(item.id);
    const place = el("div", { id: `recipients-of-${item.id}`, hidden: !opened });
    if (opened) {
      place.append(recipientList(opened.message, this.#names));
      if (opened.state !== item.state) {
        this.#open(item);
      }
    }
    const toggle = action("recipients", text("recipientsOf"), (event) => busy(event.currentTarget, () => this.#toggle(item)));
    toggle.setAttribute("aria-expanded", String(Boolean(opened)));
    toggle.setAttribute("aria-controls", place.id);
    return [toggle, place];
  }

  async #toggle(item) {
    if (this.#opened.delete(item.id)) {
      this.#show();
    } else {
      await this.#open(item);
    }
  }

  async #open(item) {
    const before = this.#opened.get(item.id);
    if (before) {
      before.state = item.state; // asked for once for each state
    }
    try {
      const message = await read(item.id);
      this.#opened.set(item.id, { message, state: item.state });
      this.#show();
    } catch (failure) {
      byId("messages-notice").replaceChildren(failureNotice(failure, () => this.#open(item)));
    }
  }

  async #again(item) {
    try {
      await askAgain(item.id);
      await this.refresh();
    } catch (failure) {
      byId("messages-notice").replaceChildren(failureNotice(failure, () => this.#again(item)));
    }
  }
}

/** A button that is found again after the list was drawn anew. */
function action(name, label, work) {
  const made = button(label, work);
  made.dataset.action = name;
  return made;
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

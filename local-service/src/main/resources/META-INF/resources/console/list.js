// The messages that the filters let through: newest first, older ones a part at a time, kept up to date. Few that are
// open are followed by events; more, and whatever is new, by reading the list again, calmly.

import { busy, byId, el, keep } from "./dom.js";
import { follow } from "./live.js";
import { address, bar, list, page, standingWords, summary, typeOf, why } from "./messages.js";
import { badge, failureNotice } from "./notices.js";
import { text, time } from "./texts.js";

const PART = 20;
const MOST = 100;
const FEW = 2;
const SOON = 3_000;
const LATE = 30_000;
const KEPT = "dinggate.list";

export class MessageList {
  #items = [];
  #next = null;
  #timer = null;
  #pause = SOON;
  #followed = new Map();
  #filters;
  #reading = 0;

  constructor(filters) {
    this.#filters = filters;
  }

  async connect() {
    byId("refresh").addEventListener("click", (event) => busy(event.currentTarget, () => this.refresh()));
    byId("older").addEventListener("click", (event) => busy(event.currentTarget, () => this.#older()));
    this.#filters.addEventListener("change", () => this.#restart());
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(this.#timer) : this.refresh()));
    addEventListener("pagehide", () => this.#remember());
    const { count, scroll } = this.#remembered();
    await this.#read(count);
    scrollTo(0, scroll);
  }

  /** Reads what is shown again because somebody acted: what follows may change soon. */
  refresh() {
    this.#pause = SOON;
    return this.#read(this.#items.length);
  }

  #restart() {
    this.#items = [];
    this.#next = null;
    this.#pause = SOON;
    return this.#read(PART);
  }

  #read(count) {
    const limit = Math.min(MOST, Math.max(PART, count));
    return this.#load({ limit }, (part) => this.#renew(part, limit));
  }

  #older() {
    return this.#load({ limit: PART, cursor: this.#next }, (part) => {
      const known = new Set(this.#items.map(key));
      this.#items.push(...part.items.filter((item) => !known.has(key(item))));
      this.#next = part.next ?? null;
    });
  }

  /** What was read takes the place of what was shown; what is older than it stays. */
  #renew(part, limit) {
    const end = part.items.at(-1)?.acceptedAt;
    const rest = part.next && this.#items.length > limit ? this.#items.filter((item) => item.acceptedAt < end) : [];
    if (JSON.stringify(part.items) !== JSON.stringify(this.#items.slice(0, part.items.length))) {
      this.#pause = SOON;
    }
    this.#items = [...part.items, ...rest];
    if (rest.length === 0) {
      this.#next = part.next ?? null;
    }
  }

  /** Only the newest of several readings counts: filters may have changed since. */
  async #load(query, take) {
    clearTimeout(this.#timer);
    const reading = ++this.#reading;
    try {
      const part = await list({ ...this.#filters.query(), ...query });
      if (reading === this.#reading) {
        take(part);
        byId("messages-notice").replaceChildren();
        this.#show();
      }
    } catch (failure) {
      if (reading === this.#reading) {
        byId("messages-notice").replaceChildren(failureNotice(failure, () => this.refresh()));
      }
    } finally {
      if (reading === this.#reading) {
        this.#later();
      }
    }
  }

  #later() {
    clearTimeout(this.#timer);
    if (!document.hidden) {
      this.#timer = setTimeout(() => this.#read(this.#items.length), this.#follow() ? LATE : this.#pause);
      this.#pause = Math.min(LATE, this.#pause * 1.6);
    }
  }

  /** Follows what is open, if that is little. Answers whether reading the list again is needed for what is new only. */
  #follow() {
    const open = this.#items.filter((item) => !item.closed);
    const few = new Map(open.length > FEW ? [] : open.map((item) => [key(item), item]));
    for (const [followed, stop] of this.#followed) {
      if (!few.has(followed)) {
        stop();
        this.#followed.delete(followed);
      }
    }
    for (const [wanted, item] of few) {
      if (!this.#followed.has(wanted)) {
        this.#followed.set(wanted, follow(address(item.id, item.caller, "/events"), {
          changed: (now) => this.#changed(wanted, now),
          ask: async () => {
            await this.#read(this.#items.length);
            return false;
          },
        }));
      }
    }
    return open.length <= FEW;
  }

  #changed(wanted, { state, closed, total, counts }) {
    this.#items = this.#items.map((item) => (key(item) === wanted ? { ...item, state, closed, total, counts } : item));
    this.#show();
  }

  #show() {
    keep(byId("messages"), this.#items, key, row);
    byId("no-messages").hidden = this.#items.length > 0;
    byId("no-messages").textContent = this.#filters.any() ? text("noMatches") : text("noMessages");
    byId("older").hidden = !this.#next;
  }

  #remember() {
    sessionStorage.setItem(KEPT, JSON.stringify({ at: location.href, count: this.#items.length, scroll: scrollY }));
  }

  /** How much of the same list was shown when it was left. */
  #remembered() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    return kept?.at === location.href ? kept : { count: PART, scroll: 0 };
  }
}

/** Ids are unique per caller only. */
const key = (item) => `${item.caller ?? ""}/${item.id}`;

function row(item) {
  const shown = el("li", { "data-id": item.id, "data-state": item.state },
    el("a", { class: "preview", href: page(item.id, item.caller) }, summary(item.content)),
    el("span", {}, badge(item.state)));
  const facts = [typeOf(item.content), item.total > 1 ? text("people", item.total) : null, item.caller];
  shown.append(el("span", { class: "hint more" }, el("time", { dateTime: item.acceptedAt }, time(item.acceptedAt)),
    ...facts.filter(Boolean).map((fact) => ` · ${fact}`)));
  if (item.total > 1) {
    shown.append(el("div", { class: "more" }, bar(item.counts), el("p", { class: "hint" }, standingWords(item.counts))));
  }
  const explained = why(item);
  if (explained) {
    shown.append(el("p", { class: "hint more" }, explained));
  }
  return shown;
}

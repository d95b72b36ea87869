// To whom the next message goes. Everybody starts with themselves; operators may choose others, by the user ids of a
// corp, by the staff ids of a tenant, and whole departments.

import { byId, el } from "./dom.js";
import { text } from "./texts.js";

const MOST = 10_000;
const SHOWN = 24;

const key = ({ corp, userId, tenantId, staffId, departmentId }) =>
  JSON.stringify([corp ?? tenantId, userId ?? null, staffId ?? null, departmentId ?? null]);

export class Recipients extends EventTarget {
  #chosen = new Map();

  constructor(me, mayChoose) {
    super();
    this.me = me;
    this.mayChoose = mayChoose;
    this.names = new Map([[`${me.corp}/${me.userId}`, me.name]]);
    this.#chosen.set(key(me), me);
    this.#show();
  }

  has(one) {
    return this.#chosen.has(key(one));
  }

  /** Adds them; answers how many there was no room for. */
  add(...all) {
    let over = 0;
    for (const one of all) {
      if (this.#chosen.size >= MOST && !this.has(one)) {
        over++;
        continue;
      }
      if (one.name && one.userId) {
        this.names.set(`${one.corp}/${one.userId}`, one.name);
      }
      this.#chosen.set(key(one), one);
    }
    this.#changed();
    return over;
  }

  remove(one) {
    this.#chosen.delete(key(one));
    this.#changed();
  }

  /** As the API wants them. */
  list() {
    return [...this.#chosen.values()].map(({ corp, userId, tenantId, staffId, departmentId }) =>
      staffId ? { tenantId, staffId } : departmentId ? { corp, departmentId } : { corp, userId });
  }

  /** The corp that all of them are of, my own where none is known, null for several. */
  corp() {
    const corps = new Set(this.list().map(({ corp }) => corp).filter(Boolean));
    return corps.size > 1 ? null : [...corps][0] ?? this.me.corp;
  }

  #changed() {
    this.#show();
    this.dispatchEvent(new Event("change"));
  }

  #show() {
    const all = [...this.#chosen.values()];
    byId("recipients").replaceChildren(...all.slice(0, SHOWN).map((one) => this.#chip(one)));
    if (all.length > SHOWN) {
      byId("recipients").append(el("span", { class: "chip", role: "listitem" }, text("andMore", all.length - SHOWN)));
    }
    const clear = byId("clear-recipients");
    if (clear) {
      clear.hidden = all.length < 2;
      clear.onclick = () => {
        this.#chosen.clear();
        this.#changed();
        this.#onwards();
      };
    }
  }

  #chip(one) {
    const name = this.#nameOf(one);
    const chip = el("span", { class: "chip", role: "listitem" }, name);
    if (this.mayChoose) {
      const remove = el("button", { type: "button", "aria-label": text("remove", name) }, "×");
      remove.addEventListener("click", () => {
        this.remove(one);
        this.#onwards();
      });
      chip.append(remove);
    }
    return chip;
  }

  /** The focus was on what is gone now. */
  #onwards() {
    byId("choose").open = true;
    byId("user-search").focus();
  }

  #nameOf(one) {
    if (key(one) === key(this.me)) {
      return text("me", this.me.name);
    }
    return one.name ?? (one.staffId ? text("staffOf", one.staffId)
      : one.departmentId ? text("department", one.departmentId) : one.userId);
  }
}

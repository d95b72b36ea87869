// To whom the next message goes. Everybody starts with themselves; operators may choose others.

import { byId, el } from "./dom.js";
import { text } from "./texts.js";

const key = (person) => `${person.corp}/${person.userId}`;

export class Recipients extends EventTarget {
  #chosen = new Map();

  constructor(me, mayChoose) {
    super();
    this.me = me;
    this.mayChoose = mayChoose;
    this.names = new Map([[key(me), me.name]]);
    this.#chosen.set(key(me), me);
    this.#show();
  }

  has(person) {
    return this.#chosen.has(key(person));
  }

  add(person) {
    this.names.set(key(person), person.name);
    this.#chosen.set(key(person), person);
    this.#changed();
  }

  remove(person) {
    this.#chosen.delete(key(person));
    this.#changed();
  }

  /** As the API wants them: always with the corp. */
  list() {
    return [...this.#chosen.values()].map(({ corp, userId }) => ({ corp, userId }));
  }

  #changed() {
    this.#show();
    this.dispatchEvent(new Event("change"));
  }

  #show() {
    byId("recipients").replaceChildren(...[...this.#chosen.values()].map((person) => this.#chip(person)));
  }

  #chip(person) {
    const name = key(person) === key(this.me) ? text("me", person.name) : person.name;
    const chip = el("span", { class: "chip", role: "listitem" }, name);
    if (this.mayChoose) {
      const remove = el("button", { type: "button", "aria-label": text("remove", name) }, "×");
      remove.addEventListener("click", () => {
        this.remove(person);
        byId("user-search").focus();
      });
      chip.append(remove);
    }
    return chip;
  }
}

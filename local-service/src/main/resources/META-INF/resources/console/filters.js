// Which messages the list shows. The filters stand in the address: going back, and a link, find the same list.

import { byId } from "./dom.js";

const NAMES = ["state", "from", "to", "caller"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class Filters extends EventTarget {
  #form = byId("filters");

  constructor() {
    super();
    const wanted = new URLSearchParams(location.search);
    for (const name of NAMES) {
      const field = this.#form.elements[name];
      if (field?.type === "checkbox") {
        field.checked = wanted.get(name) === field.value;
      } else if (field && wanted.has(name)) {
        field.value = wanted.get(name);
      }
    }
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("change", () => {
      this.#note();
      this.dispatchEvent(new Event("change"));
    });
    byId("clear").addEventListener("click", () => {
      this.#form.reset();
      for (const field of this.#form.querySelectorAll("input[type=date]")) {
        field.value = "";
      }
      this.#form.dispatchEvent(new Event("change"));
    });
    this.#note();
  }

  /** As the API wants them: days of this place as instants, the last day included. */
  query() {
    const { from, to, ...others } = this.#set();
    const query = { ...others };
    if (DAY.test(from)) {
      query.from = new Date(`${from}T00:00`).toISOString();
    }
    if (DAY.test(to)) {
      const end = new Date(`${to}T00:00`);
      end.setDate(end.getDate() + 1);
      query.to = end.toISOString();
    }
    return query;
  }

  any() {
    return Object.keys(this.#set()).length > 0;
  }

  #set() {
    return Object.fromEntries([...new FormData(this.#form)].filter(([, value]) => value));
  }

  /** Puts them into the address, and into those of the same page in the other language. */
  #note() {
    const set = new URLSearchParams(this.#set());
    history.replaceState(null, "", `${location.pathname}${this.any() ? `?${set}` : ""}`);
    byId("clear").hidden = !this.any();
    for (const language of ["zh", "en"]) {
      set.set("lang", language);
      byId(`lang-${language}`).href = `?${set}`;
    }
  }
}

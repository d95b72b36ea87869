// What became of each recipient: a part at a time, by state where wanted. The counts are the choice of the state.

import { busy, byId, el, keep } from "./dom.js";
import { recipients, standing, why } from "./messages.js";
import { badge, failureNotice, forSupport, look } from "./notices.js";
import { text } from "./texts.js";

const PART = 100;
const MOST_PARTS = 5;

export class RecipientTable {
  #id;
  #caller;
  #names;
  #state = "";
  #items = [];
  #next = null;
  #reading = 0;
  #counts = {};

  constructor(id, caller, names) {
    this.#id = id;
    this.#caller = caller;
    this.#names = names;
    byId("more-recipients").addEventListener("click", (event) => busy(event.currentTarget, () => this.#more()));
  }

  /** Shows the message's first recipients, or reads again what is shown where that is more or something else. */
  show({ recipients: first = [], nextRecipients = null }) {
    if (this.#state === "" && this.#items.length <= first.length) {
      this.#reading++;
      this.#items = first;
      this.#next = nextRecipients;
      this.#show();
      return;
    }
    this.#again();
  }

  /** The states there are to choose from. */
  count({ total, counts }) {
    this.#counts = counts ?? {};
    const choices = [["", total], ...standing(counts)];
    if (this.#state && !counts[this.#state]) {
      choices.push([this.#state, 0]);
    }
    byId("recipient-states").hidden = total < 2;
    keep(byId("recipient-states"), choices.map(([state, count]) => ({ state, count, chosen: state === this.#state })),
      ({ state }) => state, (choice) => this.#choice(choice));
  }

  #choice({ state, count, chosen }) {
    const label = state ? text("countOf", text(look(state).label), count) : text("countOf", text("everybody"), count);
    const made = el("button", { type: "button", class: `choice ${state ? look(state).class : ""}`, "data-state": state, "aria-pressed": String(chosen) }, label);
    made.addEventListener("click", () => this.#choose(state));
    return made;
  }

  #choose(state) {
    this.#state = state;
    for (const button of byId("recipient-states").children) {
      button.setAttribute("aria-pressed", String(button.dataset.state === state));
    }
    return this.#read(1);
  }

  #again() {
    return this.#read(Math.min(MOST_PARTS, Math.max(1, Math.ceil(this.#items.length / PART))));
  }

  /** Reads that many parts from the start; only the newest of several readings counts. */
  async #read(parts) {
    const reading = ++this.#reading;
    let items = [];
    let next = null;
    try {
      for (let part = 0; part < parts && (part === 0 || next); part++) {
        const answer = await this.#part(next);
        items = [...items, ...answer.items];
        next = answer.next ?? null;
      }
      if (reading === this.#reading) {
        this.#items = items;
        this.#next = next;
        this.#show();
      }
    } catch (failure) {
      if (reading === this.#reading) {
        byId("recipients-notice").replaceChildren(failureNotice(failure, () => this.#read(parts)));
      }
    }
  }

  async #more() {
    const reading = ++this.#reading;
    try {
      const answer = await this.#part(this.#next);
      if (reading === this.#reading) {
        this.#items = [...this.#items, ...answer.items];
        this.#next = answer.next ?? null;
        this.#show();
      }
    } catch (failure) {
      byId("recipients-notice").replaceChildren(failureNotice(failure, () => this.#more()));
    }
  }

  #part(cursor) {
    return recipients(this.#id, this.#caller, { limit: PART, cursor, state: this.#state });
  }

  #show() {
    byId("recipients-notice").replaceChildren();
    keep(byId("recipient-rows"), this.#items, (one) => one.position, (one) => this.#row(one));
    byId("no-recipients").hidden = this.#items.length > 0;
    byId("more-recipients").hidden = !this.#next;
  }

  #row(one) {
    const more = forSupport([one.detail, one.taskId ? text("task", one.taskId) : null]);
    return el("tr", { role: "row", "data-state": one.state },
      el("th", { role: "rowheader", scope: "row" }, this.#who(one)),
      el("td", { role: "cell" }, badge(one.state)),
      el("td", { role: "cell" }, why(one) ?? "", ...more));
  }

  #who({ corp, userId, tenantId, staffId, departmentId, people }) {
    const name = this.#names.get(`${corp}/${userId}`);
    const main = name ?? userId ?? (staffId ? text("staffOf", staffId) : text("department", departmentId));
    const hints = [
      name ? userId : null,
      corp,
      userId && staffId ? text("staffOf", staffId) : null,
      staffId ? tenantId : null,
      userId && departmentId ? text("byDepartment", departmentId) : null,
      !userId && people ? text("people", people) : null,
    ].filter(Boolean);
    return el("span", {}, el("span", { class: "main" }, main), el("span", { class: "hint" }, hints.join(" · ")));
  }
}

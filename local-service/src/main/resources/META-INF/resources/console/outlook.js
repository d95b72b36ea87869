// What would become of a message: how many calls, by what, and whom it would not reach.

import { el } from "./dom.js";
import { forSupport } from "./notices.js";
import { text } from "./texts.js";

const SHOWN = 200;

const OUTLOOKS = {
  reachable: { class: "good", label: "outlookReachable" },
  unknownUser: { class: "bad", label: "outlookUnknownUser" },
  unknownRecipient: { class: "bad", label: "outlookUnknownRecipient" },
  notVisible: { class: "bad", label: "outlookNotVisible" },
  duplicate: { class: "open", label: "outlookDuplicate" },
  dailyLimit: { class: "open", label: "outlookDailyLimit" },
  unchecked: { class: "plain", label: "outlookUnchecked" },
};

const look = (outlook) => OUTLOOKS[outlook] ?? { class: "plain", label: null };
const label = (outlook) => (look(outlook).label ? text(look(outlook).label) : outlook);

export function outlook({ tasks = [], recipients = [] }, names) {
  const counts = new Map();
  for (const { outlook: expected } of recipients) {
    counts.set(expected, (counts.get(expected) ?? 0) + 1);
  }
  const odd = recipients.filter(({ outlook: expected }) => expected !== "reachable" && expected !== "unchecked");
  return [
    el("h3", {}, text("outlookTitle")),
    el("p", { class: "badges" }, ...[...counts].map(([expected, count]) =>
      el("span", { class: `badge ${look(expected).class}`, "data-outlook": expected }, text("countOf", label(expected), count)))),
    ...(odd.length === 0 ? [] : [el("ul", { class: "outcomes" }, ...odd.slice(0, SHOWN).map((one) =>
      el("li", { "data-outlook": one.outlook },
        el("span", { class: `badge ${look(one.outlook).class}` }, label(one.outlook)), ` ${nameOf(one, names)}`,
        ...forSupport([one.detail]))))]),
    odd.length > SHOWN ? el("p", { class: "hint" }, text("andMore", odd.length - SHOWN)) : "",
    el("p", { class: "hint" }, text("calls", tasks.length)),
    el("ul", { class: "calls hint" }, ...grouped(tasks).map(([by, { calls, people }]) =>
      el("li", {}, text("callsOf", by, calls, people)))),
  ];
}

function grouped(tasks) {
  const groups = new Map();
  for (const { corp, app, people } of tasks) {
    const group = groups.get(`${corp} · ${app}`) ?? { calls: 0, people: 0 };
    groups.set(`${corp} · ${app}`, { calls: group.calls + 1, people: group.people + people });
  }
  return [...groups];
}

const nameOf = ({ corp, userId, tenantId, staffId, departmentId }, names) => names.get(`${corp}/${userId}`)
  ?? (userId ? `${userId} · ${corp}` : staffId ? `${text("staffOf", staffId)} · ${tenantId}` : `${text("department", departmentId)} · ${corp}`);

// Says what happened: in words, with what can be done about it. A notice is read out because of the place it is put
// into, a live region, and so has no role of its own: it would be read twice.

import { el } from "./dom.js";
import { text } from "./texts.js";

const SIGN_IN_AGAIN = new Set(["session-ended", "login-not-fresh"]);

/** A failure as a notice. `again` is what "Try again" does; without it there is no such button. */
export function failureNotice(failure, again) {
  const notice = el("div", { class: "notice bad", "data-code": failure.code ?? "odd" },
    el("strong", {}, failure.title ?? text("oddTitle")),
    el("span", {}, failure.remedy ?? text("oddRemedy")));
  if (failure.requestId) {
    notice.append(el("small", {}, text("requestId", failure.requestId)));
  }
  notice.append(...forSupport([failure.detail, ...(failure.violations ?? []).map(({ path, message }) => `${path}: ${message}`)]));
  if (SIGN_IN_AGAIN.has(failure.code)) {
    const back = encodeURIComponent(location.pathname + location.search);
    notice.append(el("a", { class: "button quiet", href: `/login?return_to=${back}` }, text("signIn")));
  } else if (again) {
    notice.append(button(text("tryAgain"), again));
  }
  return notice;
}

/** What a service or DingTalk said in its own words, in whatever language, closed until it is asked for. */
export function forSupport(lines) {
  const said = lines.filter(Boolean);
  return said.length === 0 ? [] : [el("details", { class: "support" },
    el("summary", {}, text("forSupport")), ...said.map((line) => el("small", { lang: "en" }, line)))];
}

export function button(label, action) {
  const made = el("button", { type: "button", class: "button quiet" }, label);
  made.addEventListener("click", action);
  return made;
}

const STATES = {
  queued: { class: "open", label: "stateQueued", explain: "explainQueued" },
  sent: { class: "going", label: "stateSent", explain: "explainSent" },
  accepted: { class: "good", label: "stateAccepted", explain: "explainAccepted" },
  delivered: { class: "good", label: "stateDelivered", explain: "explainDelivered" },
  read: { class: "good", label: "stateRead", explain: "explainRead" },
  recalled: { class: "plain", label: "stateRecalled", explain: "explainRecalled" },
  dropped: { class: "bad", label: "stateDropped", explain: "explainDropped" },
  failed: { class: "bad", label: "stateFailed", explain: "explainFailed" },
  unknown: { class: "open", label: "stateUnknown", explain: "explainUnknown" },
};

/** How a state looks and reads; one from a newer version reads as unknown. */
export const look = (state) => STATES[state] ?? STATES.unknown;

export const badge = (state) =>
  el("span", { class: `badge ${look(state).class}`, "data-state": state }, text(look(state).label));

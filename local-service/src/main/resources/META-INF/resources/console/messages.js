// What became of messages, in words; shared by the form and the list.

import { call } from "./api.js";
import { el } from "./dom.js";
import { badge, button, failureNotice, forSupport, look } from "./notices.js";
import { problem, text } from "./texts.js";

const REASONS = {
  "unknown-recipient": "reasonUnknownRecipient",
  "sending": "reasonSending",
  "no-answer": "reasonNoAnswer",
  "not-sent": "reasonNotSent",
  "interrupted": "reasonInterrupted",
};

const SOON = 3_000;
const LATE = 60_000;

const path = (id) => `/api/v1/messages/${encodeURIComponent(id)}`;

export const put = (id, body) => call("PUT", path(id), body);

/** One message; unlike a list, reading it asks the cloud what has become of it since. */
export const read = (id) => call("GET", path(id));

/** The reason of a delivery as lines to read. */
export function reasonLines(reason) {
  if (!reason) {
    return [];
  }
  if (REASONS[reason]) {
    return [text(REASONS[reason])];
  }
  const known = problem(reason);
  return known ? [known.title, known.remedy] : [text("reasonOther", reason)];
}

/** What else is known of a delivery, for support; nothing where the reason says it all. */
const more = ({ reason, detail }) => (detail && !REASONS[reason] ? [detail] : []);

/** Asks again about a message whose end is unknown; the API never sends the same message twice. */
export async function askAgain(id) {
  const message = await read(id);
  if (message.state !== "unknown") {
    return message;
  }
  const recipients = message.recipients.map((r) =>
    r.staffId ? { tenantId: r.tenantId, staffId: r.staffId } : { corp: r.corp, userId: r.userId });
  return put(id, { recipients, content: message.content, ...(message.app ? { app: message.app } : {}) });
}

/** The whole message's state with its reasons, as a notice. */
export function stateNotice(message, names) {
  const notice = el("div", { class: `notice ${look(message.state).class}` },
    el("strong", {}, text(look(message.state).label)));
  const [only] = message.recipients;
  const why = message.recipients.length === 1 ? lines(only) : [];
  if (message.state !== "failed" || why.length === 0) {
    notice.append(el("span", {}, text(look(message.state).explain)));
  }
  notice.append(...why.map((line) => el("span", {}, line)));
  if (message.recipients.length > 1) {
    notice.append(recipientList(message, names));
  } else {
    notice.append(...forSupport(more(only)));
  }
  return notice;
}

/** Every recipient with what became of it, and why. */
export function recipientList(message, names) {
  return el("ul", { class: "outcomes" }, ...message.recipients.map((recipient) =>
    el("li", {}, badge(recipient.state), ` ${nameOf(recipient, names)} `, lines(recipient).join(" "),
      ...forSupport(more(recipient)))));
}

const lines = (recipient) => reasonLines(recipient.reason);

const nameOf = (recipient, names) =>
  names.get(`${recipient.corp}/${recipient.userId}`) ?? recipient.userId ?? recipient.staffId;

/** Shows what became of a message in `place`, with a way on where there is one; follows it while it is queued. */
export function showState(place, message, names, onChange, pause = SOON) {
  const notice = stateNotice(message, names);
  if (message.state === "unknown") {
    notice.append(button(text("askAgain"), () => settle(place, message, names, onChange)));
  }
  place.dataset.state = message.state;
  place.replaceChildren(notice);
  if (message.state === "queued") {
    setTimeout(() => follow(place, notice, message, names, onChange, pause), pause);
  }
}

/** Reads the message again, unless something else is shown by now. */
async function follow(place, notice, message, names, onChange, pause) {
  const now = notice.isConnected ? await read(message.id).catch(() => message) : message;
  if (!notice.isConnected) {
    return;
  }
  showState(place, now, names, onChange, Math.min(LATE, pause * 1.6));
  if (now.state !== message.state) {
    onChange();
  }
}

async function settle(place, message, names, onChange) {
  place.focus();
  try {
    showState(place, await askAgain(message.id), names, onChange);
    onChange();
  } catch (failure) {
    place.replaceChildren(failureNotice(failure, () => settle(place, message, names, onChange)));
  }
}

// The page of a signed-in person: the messages.

import { call } from "./api.js";
import { busy, byId } from "./dom.js";
import { Filters } from "./filters.js";
import { MessageList } from "./list.js";
import { failureNotice } from "./notices.js";

byId("avatar")?.addEventListener("error", (event) => event.target.remove());
byId("sign-out").addEventListener("click", (event) => busy(event.currentTarget, signOut));
new MessageList(new Filters()).connect();

async function signOut() {
  try {
    await call("POST", "/logout", {});
    location.assign("/console/");
  } catch (failure) {
    if (failure.code === "session-ended") {
      location.assign("/console/");
      return;
    }
    byId("messages-notice").replaceChildren(failureNotice(failure, signOut));
  }
}

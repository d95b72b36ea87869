// The page of a signed-in person.

import { call } from "./api.js";
import { connectComposer } from "./composer.js";
import { busy, byId } from "./dom.js";
import { History } from "./history.js";
import { failureNotice } from "./notices.js";
import { connectPeople } from "./people.js";
import { Recipients } from "./recipients.js";

const { corp, user, name } = byId("home").dataset;
const mayChoose = byId("people") !== null;
const recipients = new Recipients({ corp, userId: user, name }, mayChoose);
const history = new History(recipients.names);

byId("avatar")?.addEventListener("error", (event) => event.target.remove());
connectComposer(recipients, () => history.refresh());
if (mayChoose) {
  connectPeople(recipients);
}
byId("sign-out").addEventListener("click", (event) => busy(event.currentTarget, signOut));
history.connect();

async function signOut() {
  try {
    await call("POST", "/logout", {});
    location.assign("/console/");
  } catch (failure) {
    if (failure.code === "session-ended") {
      location.assign("/console/");
      return;
    }
    byId("message-state").replaceChildren(failureNotice(failure, signOut));
  }
}

// Follows one message by the server's events. Where they break, or never come, it asks instead, less and less often,
// and tries the events again each time. A page that nobody looks at holds no connection.

const SOON = 3_000;
const LATE = 60_000;
const FIRST_EVENT = 10_000;

/**
 * `changed` gets what each event says; `ask` reads the message by itself and answers whether it is closed. Answers what
 * to call when nobody wants to know any more.
 */
export function follow(path, { changed, ask }) {
  let source = null;
  let timer = null;
  let pause = SOON;
  let over = false;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const stop = () => {
    over = true;
    close();
    document.removeEventListener("visibilitychange", turned);
  };
  const broken = () => {
    close();
    if (!over && !document.hidden) {
      timer = setTimeout(again, pause);
      pause = Math.min(LATE, pause * 1.6);
    }
  };
  const again = async () => {
    if (await ask().catch(() => false)) {
      stop();
    } else if (!over && !document.hidden) {
      open();
    }
  };
  const open = () => {
    close();
    if (typeof EventSource === "undefined") {
      broken();
      return;
    }
    source = new EventSource(path);
    timer = setTimeout(broken, FIRST_EVENT); // a proxy that keeps events back looks like an open connection
    source.addEventListener("changed", (event) => {
      clearTimeout(timer);
      pause = SOON;
      const now = JSON.parse(event.data);
      changed(now);
      if (now.closed) {
        stop();
      }
    });
    source.addEventListener("error", broken);
  };
  const turned = () => (document.hidden ? close() : again());

  document.addEventListener("visibilitychange", turned);
  if (!document.hidden) {
    open();
  }
  return stop;
}

package io.dinggate.cloud.login;

/** Where a login stands; it only moves forward, except that a crashed exchange starts anew. */
enum LoginPhase {
  /** DingTalk's page is open. */
  NEW,
  /** DingTalk's code is, or may have been, offered to DingTalk. */
  EXCHANGING,
  /** The person is known and the ticket waits to be redeemed. */
  DONE,
  /** Ended without a person. */
  FAILED,
  /** The site has been told who it is, and may ask again. */
  REDEEMED,
  /** The site has stored the person; the ticket is dead. */
  ACKNOWLEDGED,
  /** The site has burned the ticket. */
  DEAD
}

package io.dinggate.cloud.event;

import java.time.Instant;

/**
 * What DingTalk said, beyond doubt.
 *
 * @param body the decrypted event
 * @param pushedAt the time in the push
 * @param ownerKey what the answer must end with
 */
record VerifiedEvent(EventBody body, Instant pushedAt, String ownerKey) {}

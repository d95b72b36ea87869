package io.dinggate.e2e;

import java.net.URI;

/**
 * A service of ours, set up and ready to be started.
 *
 * @param name for messages to people, for example {@code local-service of east}
 * @param launch how it is started
 * @param url where its callers find it
 * @param management where its health and metrics are
 */
record Program(String name, Start launch, URI url, URI management) {}

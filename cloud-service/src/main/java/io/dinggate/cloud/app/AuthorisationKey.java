package io.dinggate.cloud.app;

import jakarta.persistence.Embeddable;

/** Names a row of {@code authorisation}. */
@Embeddable
record AuthorisationKey(String app, String corp) {}

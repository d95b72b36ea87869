package io.dinggate.cloud.platform;

import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.KeyRing;
import io.dinggate.platform.keys.Sealer;
import io.dinggate.platform.keys.SigningKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The keys of {@code dinggate.keys-dir}, read once at the start. */
@Singleton
final class KeyProducer {

  private final KeyRing keys;

  KeyProducer(CloudConfig config) {
    this.keys = KeyRing.load(config.keysDir());
  }

  @Produces
  @Singleton
  Sealer sealer() {
    return keys.sealer();
  }

  @Produces
  @Singleton
  IndexKey indexKey() {
    return keys.indexKey();
  }

  @Produces
  @Singleton
  SigningKeys signingKeys() {
    return keys.signingKeys();
  }
}

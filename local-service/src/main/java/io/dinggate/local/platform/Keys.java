package io.dinggate.local.platform;

import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.KeyRing;
import io.dinggate.platform.keys.Sealer;
import io.dinggate.platform.keys.SigningKeys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The keys of {@code dinggate.keys-dir}, read once at the start. */
@Singleton
final class Keys {

  private final KeyRing ring;

  Keys(SiteConfig config) {
    this.ring = KeyRing.load(config.keysDir());
  }

  @Produces
  @Singleton
  Sealer sealer() {
    return ring.sealer();
  }

  @Produces
  @Singleton
  IndexKey indexKey() {
    return ring.indexKey();
  }

  @Produces
  @Singleton
  SigningKeys signingKeys() {
    return ring.signingKeys();
  }
}

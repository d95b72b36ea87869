package io.dinggate.local.user;

import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

@Embeddable
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class UserIdentity {

  String appId;
  String unionId;
  @Nullable String openId;
}

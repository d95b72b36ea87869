package io.dinggate.local.oidc;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

@Entity
@Table(name = "used_assertions")
@IdClass(UsedAssertionEntity.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class UsedAssertionEntity {

  @Id String clientId;

  @Id String jti;

  Instant until;

  /** An assertion's id is unique per client only. */
  record Key(String clientId, String jti) implements Serializable {}
}

package io.dinggate.local.login;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sessions")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class SessionEntity {

  @Id UUID id;

  @Column(updatable = false)
  String tokenHash;

  @Column(updatable = false)
  UUID userRow;

  @Column(updatable = false)
  @Nullable UUID loginId;

  @Column(updatable = false)
  Instant createdAt;

  Instant usedAt;

  @Column(updatable = false)
  Instant expiresAt;

  @Nullable Instant revokedAt;
}

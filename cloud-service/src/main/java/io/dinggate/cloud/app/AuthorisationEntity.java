package io.dinggate.cloud.app;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "authorisation")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class AuthorisationEntity {

  @EmbeddedId AuthorisationKey key;

  @Enumerated(EnumType.STRING)
  AuthorisationState state;

  @Column(name = "agent_id")
  @Nullable Long agentId;

  @Column(name = "corp_name")
  @Nullable String corpName;

  /** The suite's own key, which it was given to; null when that was not written down yet. */
  @Column(name = "client_id")
  @Nullable String clientId;

  long revision;

  /** When it changed by DingTalk's clock. */
  @Column(name = "changed_at")
  Instant changedAt;
}

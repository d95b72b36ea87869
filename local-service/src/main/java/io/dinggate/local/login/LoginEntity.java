package io.dinggate.local.login;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "logins")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class LoginEntity {

  @Id UUID id;

  @Nullable String cloudLogin;

  @Column(updatable = false)
  String browserHash;

  @Column(updatable = false)
  String verifier;

  @Column(updatable = false)
  String returnTo;

  @Column(updatable = false)
  String addressHash;

  @Enumerated(EnumType.STRING)
  LoginState state;

  @Nullable String ticketHash;

  @Column(updatable = false)
  Instant createdAt;

  @Column(updatable = false)
  Instant expiresAt;

  @Nullable Instant finishedAt;

  @Nullable Instant acknowledgedAt;
}

package io.dinggate.cloud.app;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "suite_ticket")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class SuiteTicketEntity {

  @Id String app;

  /** Sealed. */
  String ticket;

  /** When DingTalk pushed it, by DingTalk's clock. */
  @Column(name = "issued_at")
  Instant issuedAt;

  /** The suite's own key, which it was pushed for; null when that was not written down yet. */
  @Column(name = "client_id")
  @Nullable String clientId;

  /** The one before, sealed; never used, but tells whether DingTalk's pushes differ. */
  @Nullable String previous;
}

package io.dinggate.local.binding;

import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
@Table(name = "invitation")
class InvitationEntity {

  @Id UUID id;
  String secretHash;
  String tenantId;
  String staffId;
  String createdBy;
  Instant createdAt;
  Instant expiresAt;
  @Nullable Instant usedAt;
  @Nullable String usedBy;

  StaffRef staff() {
    return new StaffRef(new TenantId(tenantId), new StaffId(staffId));
  }

  /** Whether it can still be used at {@code now}. */
  boolean isOpen(Instant now) {
    return usedAt == null && expiresAt.isAfter(now);
  }
}

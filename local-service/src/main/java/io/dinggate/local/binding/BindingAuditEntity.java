package io.dinggate.local.binding;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
@Table(name = "binding_audit")
class BindingAuditEntity {

  @Id UUID id;
  Instant at;
  String actor;
  String action;
  String tenantId;
  String staffId;
  @Nullable String corpId;
  @Nullable String userId;
  @Nullable UUID invitation;
}

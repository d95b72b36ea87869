package io.dinggate.local.binding;

import io.dinggate.model.CorpId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
@Table(name = "binding")
@IdClass(StaffKey.class)
class BindingEntity {

  @Id String tenantId;
  @Id String staffId;
  String corpId;
  String userId;
  Instant boundAt;
  String boundBy;

  StaffRef staff() {
    return new StaffRef(new TenantId(tenantId), new StaffId(staffId));
  }

  UserRef user() {
    return new UserRef(new CorpId(corpId), new UserId(userId));
  }

  Binding toBinding(boolean frozen) {
    return new Binding(
        new TenantId(tenantId),
        new StaffId(staffId),
        new CorpId(corpId),
        new UserId(userId),
        boundAt,
        frozen);
  }
}

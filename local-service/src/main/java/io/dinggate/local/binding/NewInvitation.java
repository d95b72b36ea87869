package io.dinggate.local.binding;

import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom to invite.
 *
 * @param tenantId the staff's tenant
 * @param staffId the staff that whoever accepts will be
 * @param expiresIn how long it can be used, as an ISO 8601 duration; null for the configured time
 */
record NewInvitation(
    @NotNull TenantId tenantId, @NotNull StaffId staffId, @Nullable Duration expiresIn) {

  StaffRef staff() {
    return new StaffRef(tenantId, staffId);
  }
}

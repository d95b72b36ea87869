package io.dinggate.local.binding;

import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import java.time.Instant;

/**
 * What an invitation would do, for its holder to read before accepting.
 *
 * @param tenantId the staff's tenant
 * @param staffId the staff that whoever accepts will be
 * @param expiresAt when it ends
 */
record InvitationView(TenantId tenantId, StaffId staffId, Instant expiresAt) {}

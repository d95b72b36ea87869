package io.dinggate.local.binding;

import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;

/**
 * A staff in the site's own books; the same staff id in another tenant is somebody else.
 *
 * @param tenantId the tenant
 * @param staffId the staff inside it
 */
public record StaffRef(TenantId tenantId, StaffId staffId) {

  @Override
  public String toString() {
    return tenantId + "/" + staffId;
  }
}

package io.dinggate.local.binding;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads the audit for the tests. */
@Singleton
class AuditLines {

  private final EntityManager entities;

  AuditLines(EntityManager entities) {
    this.entities = entities;
  }

  /** What was done in that tenant, oldest first. */
  @Transactional
  List<String> of(String tenant) {
    return entities
        .createQuery(
            "from BindingAuditEntity where tenantId = ?1 order by id", BindingAuditEntity.class)
        .setParameter(1, tenant)
        .getResultStream()
        .map(AuditLines::line)
        .toList();
  }

  private static String line(BindingAuditEntity row) {
    var actor = row.actor.startsWith("user:") ? "user" : row.actor;
    var user = row.userId == null ? "" : " " + row.corpId + "/" + row.userId;
    return actor + " " + row.action + " " + row.staffId + user;
  }
}

package io.dinggate.cloud.app;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** The rows of {@code suite_ticket}; for units of {@code Writes.entities} only. */
@Singleton
class SuiteTicketRepository implements PanacheRepositoryBase<SuiteTicketEntity, String> {}

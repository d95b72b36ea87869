package io.dinggate.local.platform;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link Transactions} that every connection of the data source takes part in. */
@ApplicationScoped
class JtaTransactions implements Transactions {

  @Override
  public <T extends @Nullable Object> T call(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }
}

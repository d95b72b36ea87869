package io.dinggate.e2e;

import io.dinggate.e2e.walk.ApiClient;

/** The program {@code erp} of a site: it may send and read messages, read users, write bindings. */
public final class Erp {

  private Erp() {}

  /** With a token of its own already. */
  public static ApiClient of(Stack stack, String site) {
    var client = stack.sandbox().world().site(site).apiClients().getFirst();
    var erp = new ApiClient(stack.local(site).url(), client.id(), client.secret());
    erp.authenticate();
    return erp;
  }

  /** The site itself, as it calls the cloud. */
  public static ApiClient siteAtTheCloud(Stack stack, String site) {
    var registered = stack.sandbox().world().site(site);
    return new ApiClient(stack.cloud().url(), registered.clientId(), registered.clientSecret());
  }
}

package io.dinggate.e2e;

import io.dinggate.e2e.walk.ApiClient;

/** The program {@code erp} of a site: it may send and read messages, read users, write bindings. */
final class Erp {

  private Erp() {}

  /** With a token of its own already. */
  static ApiClient of(Stack stack, String site) {
    var client = stack.sandbox().world().site(site).apiClients().getFirst();
    var erp = new ApiClient(stack.local(site).url(), client.id(), client.secret());
    erp.authenticate();
    return erp;
  }

  /** The site itself, as it calls the cloud. */
  static ApiClient siteAtTheCloud(Stack stack, String site) {
    var registered = stack.sandbox().world().site(site);
    return new ApiClient(stack.cloud().url(), registered.clientId(), registered.clientSecret());
  }
}

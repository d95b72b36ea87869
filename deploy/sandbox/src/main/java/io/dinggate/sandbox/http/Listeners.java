package io.dinggate.sandbox.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import io.dinggate.sandbox.fault.Faults;
import io.dinggate.sandbox.gateway.Gateway;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The three WireMock servers: one stub per route, and a catch-all that counts what is unknown. */
public final class Listeners {
  /** Where media are uploaded. */
  public static final String UPLOAD = "/media/upload";

  private static final int CATCH_ALL_PRIORITY = 10;
  private static final int THREADS = 250;
  private static final int KEPT_REQUESTS = 1_000;

  private final List<Route> routes;
  private final Gateway gateway;
  private final Faults faults;
  private final Journal journal;
  private final Extension admin;
  private final Map<Listener, WireMockServer> servers = new EnumMap<>(Listener.class);
  private String host = "";

  public Listeners(
      List<Route> routes, Gateway gateway, Faults faults, Journal journal, Extension admin) {
    this.routes = routes;
    this.gateway = gateway;
    this.faults = faults;
    this.journal = journal;
    this.admin = admin;
  }

  /** Starts all three, or none: a port that is taken is named by {@link IllegalStateException}. */
  public void start(String address, int loginPort, int oapiPort, int apiPort) {
    host = address.contains(":") ? "[" + address + "]" : address;
    try {
      start(Listener.LOGIN, address, loginPort);
      start(Listener.OAPI, address, oapiPort);
      start(Listener.API, address, apiPort);
    } catch (IllegalStateException e) {
      stop();
      throw e;
    }
  }

  public URI url(Listener listener) {
    WireMockServer server = servers.get(listener);
    if (server == null) {
      throw new IllegalStateException("The sandbox is not running");
    }
    return URI.create("http://" + host + ":" + server.port());
  }

  public void stop() {
    servers.values().forEach(WireMockServer::stop);
    servers.clear();
  }

  private void start(Listener listener, String address, int port) {
    ForgettingUploads uploads = new ForgettingUploads();
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress(address)
                .port(port)
                .containerThreads(THREADS)
                .maxRequestJournalEntries(KEPT_REQUESTS)
                .stubRequestLoggingDisabled(true)
                .extensionScanningEnabled(false)
                .extensions(
                    new ListenerExtension(listener, routes, gateway, faults, journal),
                    admin,
                    uploads));
    uploads.journal(server::removeServeEvent);
    routes.stream()
        .filter(route -> route.listener() == listener)
        .forEach(route -> stub(server, route));
    server.stubFor(
        WireMock.any(WireMock.anyUrl())
            .atPriority(CATCH_ALL_PRIORITY)
            .willReturn(WireMock.aResponse().withTransformers(ListenerExtension.NAME)));
    try {
      server.start();
    } catch (FatalStartupException e) {
      throw new IllegalStateException(
          "Port " + port + " for " + listener + " is taken or not allowed", e);
    }
    servers.put(listener, server);
  }

  private static void stub(WireMockServer server, Route route) {
    server.stubFor(
        WireMock.request(route.method(), WireMock.urlPathTemplate(route.path()))
            .willReturn(
                WireMock.aResponse()
                    .withTransformers(ListenerExtension.NAME)
                    .withTransformerParameter(ListenerExtension.ROUTE_PARAMETER, route.key())));
  }
}

package io.dinggate.sandbox.http;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.UUID;
import java.util.function.Consumer;

/** Takes uploads out of WireMock's journal, where a thousand of them would fill the memory. */
final class ForgettingUploads implements ServeEventListener {
  private volatile Consumer<UUID> journal = event -> {};

  /** What removes a request; known only once the server is made. */
  void journal(Consumer<UUID> remove) {
    journal = remove;
  }

  @Override
  public String getName() {
    return "dinggate-uploads";
  }

  @Override
  public void afterComplete(ServeEvent event, Parameters parameters) {
    if (Call.pathOf(event.getRequest()).equals(Listeners.UPLOAD)) {
      journal.accept(event.getId());
    }
  }
}

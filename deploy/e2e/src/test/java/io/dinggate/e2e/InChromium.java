package io.dinggate.e2e;

import com.microsoft.playwright.BrowserContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests in a real browser; each person has one of their own, gone after the test. */
abstract class InChromium {

  private static Chromium chromium;

  private final Stack stack;
  private final List<BrowserContext> contexts = new ArrayList<>();

  InChromium(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  static void startChromium() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void leave() {
    contexts.forEach(BrowserContext::close);
  }

  final Stack stack() {
    return stack;
  }

  /** Somebody at a desk. */
  final ConsolePage at(String language) {
    return at(language, "desk");
  }

  /** Somebody with a {@code phone} or at a {@code desk}. */
  final ConsolePage at(String language, String device) {
    return new ConsolePage(browser(language, device), stack);
  }

  /** The browser of somebody like that, with no page open yet. */
  final BrowserContext browser(String language, String device) {
    var context = device.equals("phone") ? chromium.phone(language) : chromium.desk(language);
    contexts.add(context);
    return context;
  }
}

package io.dinggate.model.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One page of the corps of a site.
 *
 * @param items in the order of their ids
 * @param next the cursor of the following page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Corps(List<Corp> items, @Nullable CorpId next) {

  public Corps {
    items = List.copyOf(items);
  }

  /**
   * One corp.
   *
   * @param corp its id
   * @param name its name; null until the corp's authorisation told it
   * @param loginApp the default app for login
   * @param messageApp the default app for messages
   * @param apps all apps that the site may use in this corp
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Corp(
      CorpId corp, @Nullable String name, AppId loginApp, AppId messageApp, List<App> apps) {
    public Corp {
      apps = List.copyOf(apps);
    }
  }

  /**
   * One app in one corp.
   *
   * @param app its id
   * @param kind a suite or an internal app
   * @param state whether the app may be used in the corp now
   */
  public record App(AppId app, AppKind kind, AppState state) {}

  /** What kind of DingTalk application an app is. */
  public enum AppKind {
    /** Third-party app with many corps; sends templates only. */
    SUITE,
    /** App of one corp. */
    INTERNAL,
    /** A kind from a newer version. */
    UNRECOGNIZED;

    @JsonCreator
    static AppKind parse(String wire) {
      return byWire(values(), wire, UNRECOGNIZED);
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where an (app, corp) stands. */
  public enum AppState {
    /** May be used. */
    AUTHORIZED,
    /** The corp has switched the app off. */
    STOPPED,
    /** The corp has not installed the app, or has removed it. */
    NOT_AUTHORIZED,
    /** A state from a newer version. */
    UNRECOGNIZED;

    @JsonCreator
    static AppState parse(String wire) {
      return byWire(values(), wire, UNRECOGNIZED);
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static <E extends Enum<E>> E byWire(E[] values, String wire, E other) {
    var name = wire.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElse(other);
  }
}

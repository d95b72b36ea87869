package io.dinggate.local.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.local.platform.ClientsFile.Client;
import io.dinggate.local.platform.ClientsFile.Operator;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.UserRef;
import io.dinggate.platform.keys.PublicKeys;
import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a clients file, whole or not at all: every fault is collected, and an unknown, doubled or
 * mistyped member is one. Faults name the place in the file and never repeat a secret.
 */
final class ClientsFileReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              coercion ->
                  coercion
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private final Path file;
  private final List<String> faults = new ArrayList<>();

  private ClientsFileReader(Path file) {
    this.file = file;
  }

  /**
   * Reads {@code file}, and the files that it names.
   *
   * @throws ClientsFileException naming every fault
   */
  static ClientBook read(Path file) {
    var reader = new ClientsFileReader(file);
    var book = reader.book(parse(file));
    if (!reader.faults.isEmpty()) {
      throw new ClientsFileException(reader.faults);
    }
    return book;
  }

  private static ClientsFile parse(Path file) {
    try (var parser = YAML.createParser(Files.readString(file))) {
      var first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        // More likely a file that is being written than a site without clients.
        throw new ClientsFileException(List.of("is empty"));
      }
      return parser.readValueAs(ClientsFile.class);
    } catch (JsonMappingException e) {
      throw new ClientsFileException(List.of(place(e) + ": " + reason(e)));
    } catch (JsonProcessingException e) {
      throw new ClientsFileException(List.of("is not YAML" + line(e)));
    } catch (IOException e) {
      throw new ClientsFileException(List.of("cannot be read"));
    }
  }

  private ClientBook book(ClientsFile file) {
    var clients = new HashMap<String, ApiClient>();
    each(
        file.clients(),
        "clients",
        (place, client) -> {
          var read = client(place, client);
          if (clients.putIfAbsent(read.id(), read) != null) {
            faults.add(place + ".id: stands there twice");
          }
        });
    var operators = new HashSet<UserRef>();
    each(file.operators(), "operators", (place, one) -> addOperator(operators, place, one));
    return new ClientBook(clients, operators);
  }

  private ApiClient client(String place, Client client) {
    var id = client.id() == null ? "" : client.id();
    if (!ID.matcher(id).matches()) {
      faults.add(place + ".id: must be 1 to 64 letters, digits, '.', '_' or '-'");
    }
    var hashes = new ArrayList<String>();
    each(client.secretHashes(), place + ".secret-hashes", (at, hash) -> hashes.add(hash(at, hash)));
    var keys = new ArrayList<PublicKey>();
    each(client.publicKeys(), place + ".public-keys", (at, key) -> addKey(keys, at, key));
    if (hashes.isEmpty() && keys.isEmpty()) {
      faults.add(place + ": needs secret-hashes or public-keys");
    }
    var scopes = new HashSet<String>();
    each(client.scopes(), place + ".scopes", (at, scope) -> scopes.add(scope(at, scope)));
    if (scopes.isEmpty()) {
      faults.add(place + ".scopes: names no scope");
    }
    var webhook = client.webhook();
    return new ApiClient(
        id,
        hashes,
        keys,
        scopes,
        webhook == null
            ? null
            : new WebhookReader(file, faults).read(place + ".webhook", webhook, scopes));
  }

  private String hash(String place, String hash) {
    if (!SecretHash.isHash(hash)) {
      faults.add(place + ": must be a hash as `init` prints it (sha256$...)");
    }
    return hash;
  }

  private void addKey(List<PublicKey> keys, String place, ClientsFile.Key key) {
    if ((key.pem() == null) == (key.pemFile() == null)) {
      faults.add(place + ": needs pem or pem-file, and not both");
      return;
    }
    try {
      keys.add(PublicKeys.read(pem(key)));
    } catch (IOException e) {
      faults.add(place + ".pem-file: cannot be read");
    } catch (InvalidValueException e) {
      faults.add(place + ": " + e.getMessage());
    }
  }

  private String pem(ClientsFile.Key key) throws IOException {
    return key.pem() != null
        ? key.pem()
        : Files.readString(file.resolveSibling(Objects.requireNonNull(key.pemFile())));
  }

  private String scope(String place, String scope) {
    if (!Scopes.ALL.contains(scope)) {
      faults.add(place + ": must be one of " + Scopes.ALL.stream().sorted().toList());
    }
    return scope;
  }

  private void addOperator(Set<UserRef> operators, String place, Operator operator) {
    if (operator.corp() == null || operator.userId() == null) {
      faults.add(place + ": needs corp and user-id");
    } else {
      operators.add(new UserRef(operator.corp(), operator.userId()));
    }
  }

  private <T> void each(@Nullable List<@Nullable T> items, String place, Item<T> action) {
    if (items == null) {
      return;
    }
    for (var i = 0; i < items.size(); i++) {
      var at = place + "[" + i + "]";
      var item = items.get(i);
      if (item == null) {
        faults.add(at + ": is empty");
      } else {
        action.read(at, item);
      }
    }
  }

  private static String place(JsonMappingException e) {
    var place = new StringBuilder();
    e.getPath()
        .forEach(
            at ->
                place.append(
                    at.getFieldName() == null
                        ? "[" + at.getIndex() + "]"
                        : (place.isEmpty() ? "" : ".") + at.getFieldName()));
    return place.isEmpty() ? "the file" : place.toString();
  }

  private static String reason(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException _ -> "is not known";
      case JsonMappingException mapping
          when mapping.getCause() instanceof InvalidValueException invalid ->
          String.valueOf(invalid.getMessage());
      case JsonMappingException mapping
          when mapping.getCause() instanceof JsonProcessingException broken ->
          "is not YAML" + line(broken);
      default -> "has the wrong type" + line(e);
    };
  }

  private static String line(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null ? "" : " (line " + location.getLineNr() + ")";
  }

  @FunctionalInterface
  private interface Item<T> {
    void read(String place, T item);
  }

  /** The file cannot be used; holds every fault. */
  static final class ClientsFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    ClientsFileException(List<String> faults) {
      super(String.join("; ", faults));
      this.faults = List.copyOf(faults);
    }

    List<String> faults() {
      return faults;
    }
  }
}

package io.dinggate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Parts of an OpenAPI document that are written by hand, in YAML, and laid over what was scanned: a
 * JSON merge patch (RFC 7396), in which parameters find their like by name.
 */
final class Fragments {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fragments() {}

  /** Reads the resource {@code name} beside {@code owner}; an absolute name as it is. */
  static ObjectNode read(Class<?> owner, String name) {
    try (var in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + name);
      }
      Object fragment = yaml().load(in);
      return JSON.valueToTree(fragment);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** Lays {@code patch} over {@code target}; null removes a member. */
  static void lay(ObjectNode patch, ObjectNode target) {
    patch
        .properties()
        .forEach(
            member -> {
              var name = member.getKey();
              var value = member.getValue();
              if (value.isNull()) {
                target.remove(name);
              } else if (value instanceof ObjectNode inner) {
                var existing = target.get(name);
                lay(inner, existing instanceof ObjectNode node ? node : target.putObject(name));
              } else if (name.equals("parameters") && target.get(name) instanceof ArrayNode known) {
                value.forEach(parameter -> layParameter((ObjectNode) parameter, known));
              } else if (name.equals("tags") && target.get(name) instanceof ArrayNode known) {
                value.forEach(known::add);
              } else {
                target.set(name, value);
              }
            });
  }

  /** Jackson's own reader leaves aliases as they are. */
  private static Yaml yaml() {
    var loading = new LoaderOptions();
    var dumping = new DumperOptions();
    return new Yaml(
        new SafeConstructor(loading), new Representer(dumping), dumping, loading, new JsonTypes());
  }

  /** Takes texts that look like times for texts. */
  private static final class JsonTypes extends Resolver {

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "tf");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.NULL, NULL, "n");
    }
  }

  private static void layParameter(ObjectNode patch, ArrayNode known) {
    for (JsonNode parameter : known) {
      if (parameter.path("name").equals(patch.path("name"))) {
        lay(patch, (ObjectNode) parameter);
        return;
      }
    }
    throw new IllegalStateException("nothing takes the parameter " + patch.path("name"));
  }
}

package io.dinggate.sandbox.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A call to send, checked. */
record Order(
    String path, Caller caller, Recipients to, @Nullable String templateId, JsonNode body) {

  /**
   * Names what is sent: the same for bodies with the same members and values, in whatever order.
   */
  String contentKey() {
    ObjectNode content = Json.object().put("template", templateId);
    content.set("body", body);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(Json.writeSorted(content).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

package io.dinggate.e2e;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.function.Consumer;

/** Signs request tokens as a site does, also those that a site never would. */
final class SiteSigner {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path key;

  private SiteSigner(Path key) {
    this.key = key;
  }

  /** With the key that the site of this stack is registered with. */
  static SiteSigner of(Stack stack, String site) {
    return new SiteSigner(
        Path.of(stack.local(site).settings().get("dinggate.cloud.private-key-file")));
  }

  /** The token once more, with other claims. */
  String change(String token, Consumer<ObjectNode> claims) {
    var parts = token.split("[.]", -1);
    try {
      var changed = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      claims.accept(changed);
      var signed = parts[0] + "." + encoded(JSON.writeValueAsBytes(changed));
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der())));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encoded(signature.sign());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] der() throws IOException {
    return Base64.getMimeDecoder()
        .decode(Files.readString(key).replaceAll("-----[A-Z ]+-----", ""));
  }

  private static String encoded(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }
}

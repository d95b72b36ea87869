package io.dinggate.cloud.registry;

/**
 * What the events of one app are signed and encrypted with (developer console, event subscription).
 *
 * @param token goes into the signature
 * @param aesKey the EncodingAESKey, 43 characters
 * @param ownerKey stands at the end of every decrypted event: the suite key, the app key, or for
 *     old registrations the corp id
 */
public record EventKeys(String token, String aesKey, String ownerKey) {

  @Override
  public String toString() {
    return "EventKeys[hidden]";
  }
}

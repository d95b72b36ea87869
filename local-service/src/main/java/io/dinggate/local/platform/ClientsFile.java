package io.dinggate.local.platform;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients file as it is written; what is absent is null.
 *
 * @param clients the API clients
 * @param operators the users who operate the site
 */
record ClientsFile(
    @Nullable List<@Nullable Client> clients, @Nullable List<@Nullable Operator> operators) {

  /**
   * One API client.
   *
   * @param id names it
   * @param secretHashes as {@code init} prints them
   * @param publicKeys of the private keys that it signs with
   * @param scopes all that it may ask for
   * @param webhook where it wants to be told what happens
   */
  @JsonNaming(KebabCaseStrategy.class)
  record Client(
      @Nullable String id,
      @Nullable List<@Nullable String> secretHashes,
      @Nullable List<@Nullable Key> publicKeys,
      @Nullable List<@Nullable String> scopes,
      @Nullable Webhook webhook) {}

  /**
   * Where a client wants to be told what happens.
   *
   * @param url the address
   * @param secrets one or two in all, here or in files
   * @param secretFiles files that hold one secret each; a relative path starts at the clients
   *     file's directory
   * @param events the types of DingTalk's events that it wants to know of
   */
  @JsonNaming(KebabCaseStrategy.class)
  record Webhook(
      @Nullable String url,
      @Nullable List<@Nullable String> secrets,
      @Nullable List<@Nullable Path> secretFiles,
      @Nullable List<@Nullable String> events) {}

  /**
   * One public key; exactly one of the two is given.
   *
   * @param pem the key itself, {@code BEGIN PUBLIC KEY}
   * @param pemFile the file that holds it; a relative path starts at the clients file's directory
   */
  @JsonNaming(KebabCaseStrategy.class)
  record Key(@Nullable String pem, @Nullable Path pemFile) {}

  /**
   * One operator.
   *
   * @param corp the organisation
   * @param userId the person inside it
   */
  @JsonNaming(KebabCaseStrategy.class)
  record Operator(@Nullable CorpId corp, @Nullable UserId userId) {}
}

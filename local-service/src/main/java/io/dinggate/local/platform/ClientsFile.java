package io.dinggate.local.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
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
   * @param publicKeys PEM, {@code BEGIN PUBLIC KEY}
   * @param scopes all that it may ask for
   */
  record Client(
      @Nullable String id,
      @Nullable List<String> secretHashes,
      @Nullable List<String> publicKeys,
      @Nullable List<String> scopes) {}

  /**
   * One operator.
   *
   * @param corp the organisation
   * @param userId the person inside it
   */
  record Operator(
      @JsonProperty(required = true) CorpId corp, @JsonProperty(required = true) UserId userId) {}
}

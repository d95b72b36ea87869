package io.dinggate.local.login;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.platform.PublicUrl;
import io.dinggate.model.CorpId;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.problem.ApiException;
import io.dinggate.platform.Ids;
import io.dinggate.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Begins logins by redirect. */
@ApplicationScoped
class LoginStarts {

  static final String RETURN_PATH = "/login/return";

  private final LoginBook book;
  private final LoginHashes hashes;
  private final CloudGateway cloud;
  private final LoginConfig config;
  private final PublicUrl publicUrl;

  LoginStarts(
      LoginBook book,
      LoginHashes hashes,
      CloudGateway cloud,
      LoginConfig config,
      PublicUrl publicUrl) {
    this.book = book;
    this.hashes = hashes;
    this.cloud = cloud;
    this.config = config;
    this.publicUrl = publicUrl;
  }

  /**
   * Opens a login for the browser and tells where to send it.
   *
   * @throws ApiException {@code rate-limited}, or what the cloud says
   */
  URI begin(ReturnTo returnTo, @Nullable CorpId corp, String browserKey, String address) {
    var id = Ids.uuidV7();
    var verifier = Tokens.random256();
    book.open(id, hashes.browser(browserKey), verifier, returnTo, hashes.address(address));
    try {
      var started = cloud.startLogin(request(verifier, corp));
      book.name(id, started.login());
      return started.authorizeUrl();
    } catch (ApiException e) {
      book.discard(id);
      throw e;
    }
  }

  private StartLogin request(String verifier, @Nullable CorpId corp) {
    var challenge = CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier));
    return new StartLogin(
        challenge.getValue(),
        publicUrl.at(RETURN_PATH),
        corp,
        null,
        config.exclusive() ? Boolean.TRUE : null);
  }
}

package io.dinggate.model.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a site asks for when a person wants to sign in.
 *
 * @param codeChallenge S256 challenge of the site's verifier, 43 characters (RFC 7636 section 4.2)
 * @param returnUrl where the browser is sent afterwards; must equal one of the site's registered
 *     URLs to the letter
 * @param corp the organisation to pre-select and to insist on; null lets the person choose among
 *     the site's corps
 * @param app the app to sign in with; null for the default of the corp, or of the site when no corp
 *     is named
 * @param exclusiveLogin true asks DingTalk for its dedicated-account login; null or false for the
 *     usual page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartLogin(
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9_-]{43}",
            message = "must be an S256 code challenge of 43 characters")
        String codeChallenge,
    @NotNull URI returnUrl,
    @Nullable CorpId corp,
    @Nullable AppId app,
    @Nullable Boolean exclusiveLogin) {}

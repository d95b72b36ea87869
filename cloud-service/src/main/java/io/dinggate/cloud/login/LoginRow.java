package io.dinggate.cloud.login;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.LoginId;
import io.dinggate.model.SiteId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login transaction as stored.
 *
 * @param id names it
 * @param site whose it is
 * @param app the app to sign in with
 * @param corp the organisation insisted on; null when the person may choose
 * @param exclusive whether DingTalk's dedicated-account login was asked for
 * @param returnUrl where the browser goes afterwards
 * @param challenge S256 of the site's verifier
 * @param phase where it stands
 * @param codeIndex finds the code that was offered to DingTalk; null before
 * @param expiresAt when the transaction ends if the callback does not come
 * @param doneAt when the person was known; null before
 * @param redeemedAt when the ticket was redeemed first; null before
 * @param sealedTicket the ticket, sealed; null before it exists and after it is dead
 * @param sealedResult who it is, sealed; null before it is known and after the ticket is dead
 * @param failure wire name of why it failed; null unless it did
 */
record LoginRow(
    LoginId id,
    SiteId site,
    AppId app,
    @Nullable CorpId corp,
    boolean exclusive,
    URI returnUrl,
    String challenge,
    LoginPhase phase,
    @Nullable String codeIndex,
    Instant expiresAt,
    @Nullable Instant doneAt,
    @Nullable Instant redeemedAt,
    @Nullable String sealedTicket,
    @Nullable String sealedResult,
    @Nullable String failure) {

  boolean hasSameCode(String index) {
    return index.equals(codeIndex);
  }

  @Override
  public String toString() {
    return "LoginRow[" + id + ", " + phase + "]";
  }
}

package io.dinggate.sandbox.login;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.state.Directory;
import io.dinggate.sandbox.state.State.LoginGrant;
import java.util.List;
import java.util.Optional;

/**
 * Who may sign in for a request, and into which corps; leavers still can, as DingTalk's page does
 * not look into the corp's directory.
 */
final class Choices {
  private final World world;
  private final Directory directory;

  Choices(World world, Directory directory) {
    this.world = world;
    this.directory = directory;
  }

  /** People with at least one corp to offer. */
  List<Choice> offered(AuthorizeRequest request) {
    return directory.people().stream()
        .map(person -> new Choice(person, corps(person, request)))
        .filter(choice -> !choice.corps().isEmpty())
        .toList();
  }

  /** The grant for what was chosen, checked again: a form can be forged. */
  LoginGrant chosen(Call call, AuthorizeRequest request) {
    Choice choice =
        offered(request).stream()
            .filter(offered -> isMeant(offered, call))
            .findFirst()
            .orElseThrow(() -> new LoginPageError("person", "请选择账号"));
    if (!request.withCorp()) {
      return new LoginGrant(request.app(), choice.person().id(), null);
    }
    Optional<String> named =
        call.parameter("corp").or(() -> call.parameter("corp-" + choice.person().id()));
    String corpId =
        choice.corps().stream()
            .map(CorpChoice::corpId)
            .filter(offered -> named.map(offered::equals).orElse(choice.corps().size() == 1))
            .findFirst()
            .orElseThrow(() -> new LoginPageError("corp", "请选择组织"));
    return new LoginGrant(request.app(), choice.person().id(), corpId);
  }

  private static boolean isMeant(Choice choice, Call call) {
    Optional<String> user = call.parameter("user");
    Optional<String> corp = call.parameter("corp");
    if (user.isPresent() && corp.isPresent()) {
      return choice.person().memberships().stream()
          .anyMatch(
              member -> member.userId().equals(user.get()) && member.corpId().equals(corp.get()));
    }
    return call.parameter("person").filter(choice.person().id()::equals).isPresent();
  }

  private List<CorpChoice> corps(Person person, AuthorizeRequest request) {
    return person.memberships().stream()
        .filter(membership -> isOffered(membership, request))
        .map(
            membership ->
                new CorpChoice(membership.corpId(), world.corp(membership.corpId()).name()))
        .toList();
  }

  private static boolean isOffered(Membership membership, AuthorizeRequest request) {
    boolean own =
        !(request.app() instanceof InternalApp internal)
            || internal.corpId().equals(membership.corpId());
    boolean named = request.corpId().map(membership.corpId()::equals).orElse(true);
    return own && named && (!request.managementOnly() || membership.admin());
  }

  /** A person with the corps to offer. */
  record Choice(Person person, List<CorpChoice> corps) {}

  /** A corp as the page shows it. */
  record CorpChoice(String corpId, String name) {}
}

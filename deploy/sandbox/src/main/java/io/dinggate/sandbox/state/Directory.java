package io.dinggate.sandbox.state;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The people as they are now: the world's, plus those added, minus those removed. Thread-safe. */
public final class Directory {
  private final World world;
  private volatile List<Person> people;

  public Directory(World world) {
    this.world = world;
    this.people = world.people();
  }

  /** Back to what the world says. */
  public synchronized void reset() {
    people = world.people();
  }

  public List<Person> people() {
    return people;
  }

  public Optional<Person> person(String personId) {
    return people.stream().filter(person -> person.id().equals(personId)).findFirst();
  }

  /** Adds a person, or replaces the one of the same id. */
  public synchronized void put(Person added) {
    List<Person> next = new ArrayList<>(people);
    next.removeIf(person -> person.id().equals(added.id()));
    next.add(added);
    people = List.copyOf(next);
  }

  /**
   * Makes the person a leaver of the corp: still able to sign in at DingTalk, no longer in the
   * corp's directory.
   */
  public synchronized void leave(String corpId, String userId) {
    Member leaver =
        member(corpId, userId)
            .orElseThrow(() -> new IllegalArgumentException("No user " + userId + " in " + corpId));
    List<Membership> memberships =
        leaver.person().memberships().stream()
            .map(
                membership ->
                    membership.equals(leaver.membership()) ? membership.asLeft() : membership)
            .toList();
    put(leaver.person().withMemberships(memberships));
  }

  /** Adds a membership to a person; one in the same corp is replaced. */
  public synchronized void join(String personId, Membership membership) {
    Person person =
        person(personId).orElseThrow(() -> new IllegalArgumentException("No person " + personId));
    List<Membership> memberships = new ArrayList<>(person.memberships());
    memberships.removeIf(present -> present.corpId().equals(membership.corpId()));
    memberships.add(membership);
    put(person.withMemberships(memberships));
  }

  /** Who is in the corp's directory now: employees and external contacts, not leavers. */
  public Stream<Member> members(String corpId) {
    return people.stream().flatMap(Directory::members).filter(member -> member.isIn(corpId));
  }

  public Optional<Member> member(String corpId, String userId) {
    return members(corpId)
        .filter(member -> member.membership().userId().equals(userId))
        .findFirst();
  }

  /** Also finds leavers. */
  public Optional<Member> memberEvenLeft(String corpId, String userId) {
    return people.stream()
        .flatMap(Directory::members)
        .filter(
            member ->
                member.membership().corpId().equals(corpId)
                    && member.membership().userId().equals(userId))
        .findFirst();
  }

  private static Stream<Member> members(Person person) {
    return person.memberships().stream().map(membership -> new Member(person, membership));
  }

  /** A person as a member of one corp. */
  public record Member(Person person, Membership membership) {
    boolean isIn(String corpId) {
      return membership.corpId().equals(corpId) && !membership.left();
    }

    /** Whether the app's visible range includes this person. */
    public boolean isVisibleTo(App app) {
      return !membership.hiddenFrom().contains(app.appId());
    }

    /** The person's unionId as the app sees it. */
    public String unionIdFor(App app) {
      return person.unionIds().getOrDefault(app.developer(), "");
    }
  }
}
